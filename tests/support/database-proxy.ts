import { createServer, connect, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** What the proxy does with a connection of `application` when `marker` passes from client to server. */
export interface Cut { application: string; marker: string; when: 'before' | 'after' }

/** Stands between the product and PostgreSQL, so that a test can take the database away at a chosen moment and give it back at the same address. */
export class DatabaseProxy {
  #server: Server | undefined;
  #port = 0;
  readonly #sockets = new Set<Socket>();
  #cut: Cut | undefined;

  constructor(private readonly target: URL) {}

  /** Starts listening; the second time at the same port as the first. */
  async open(): Promise<void> {
    const server = createServer((client) => this.#accept(client));
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address && typeof address === 'object') this.#port = address.port;
    this.#server = server;
  }

  /** Ends all connections and refuses new ones. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  /** Loses the connection once, when this text is sent: before the server gets it, or after, so that only the answer is lost. */
  cutOnce(cut: Cut): void {
    this.#cut = cut;
  }

  get url(): string {
    const through = new URL(this.target.href);
    through.hostname = '127.0.0.1';
    through.port = String(this.#port);
    return through.href;
  }

  #accept(client: Socket): void {
    const server = connect(Number(this.target.port || 5432), this.target.hostname);
    let silenced = false;
    let startup: Buffer | undefined;
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined); // cutting is what this is for
      socket.on('close', () => { this.#sockets.delete(socket); client.destroy(); server.destroy(); });
    }
    client.on('data', (bytes: Buffer) => {
      startup ??= bytes; // names the application
      const cut = this.#cut;
      if (!cut || !startup.includes(cut.application) || !bytes.includes(cut.marker)) { server.write(bytes); return; }
      this.#cut = undefined;
      if (cut.when === 'before') { client.destroy(); return; }
      silenced = true;
      server.write(bytes);
    });
    server.on('data', (bytes: Buffer) => {
      if (silenced) client.destroy(); // the server has done it; its answer never arrives
      else client.write(bytes);
    });
  }
}
