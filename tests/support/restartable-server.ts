import type { IncomingMessage } from 'node:http';
import { startRouteServer, type Fate, type RouteServer } from './route-server';

export interface RestartableServer { url: string; restart: () => Promise<void>; stop: () => Promise<void>; start: () => Promise<void> }

type Gate = (request: IncomingMessage) => Fate | Promise<Fate>;

/** A route server that goes away with all its connections and comes back at the same address. */
export async function restartableServer(gate: Gate = () => 'answer'): Promise<RestartableServer> {
  let server: RouteServer | undefined = await startRouteServer({ gate });
  const { port, url } = server;
  const stop = async (): Promise<void> => {
    const running = server;
    server = undefined;
    await running?.close();
  };
  const start = async (): Promise<void> => { server ??= await startRouteServer({ gate, port }); };
  return { url, stop, start, restart: async () => { await stop(); await start(); } };
}

/** Resolves when `holds` does, which is asked again and again until the deadline. */
export async function until(holds: () => boolean | Promise<boolean>, deadlineMs = 20_000): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`did not happen within ${deadlineMs} ms: ${holds.toString().slice(0, 200)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
