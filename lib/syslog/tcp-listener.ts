import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, Server as TlsServer, type TlsOptions } from 'node:tls';
import { once } from 'node:events';
import type { SyslogIntake } from './intake';
import type { SyslogLimits } from './limits';
import type { SyslogRoute } from './model';
import { peerAddress } from './network';
import { TcpConnection } from './tcp-connection';

/** Streams over TCP, or over TLS when there are files for it. Strangers are turned away at the door and counted; their senders keep what they have. */
export class TcpListener {
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #perPeer = new Map<string, number>();
  readonly #connections = new Set<TcpConnection>();
  readonly #transport: 'tcp' | 'tls';

  constructor(private readonly intake: SyslogIntake, private readonly limits: SyslogLimits, private readonly tls?: TlsOptions) {
    this.#transport = tls ? 'tls' : 'tcp';
  }

  get connections(): number {
    return this.#connections.size;
  }

  async open(port: number, host: string): Promise<number> {
    const server = this.tls ? createTlsServer({ ...this.tls, handshakeTimeout: this.limits.handshakeMs }) : createServer();
    // Before any handshake: a stranger gets none.
    server.on('connection', (socket: Socket) => this.#admit(socket));
    if (this.tls) {
      server.on('secureConnection', (socket: Socket) => this.#connect(socket));
      server.on('tlsClientError', () => this.intake.counters.listener('tls', { refused: 1 }));
    }
    server.listen(port, host);
    await once(server, 'listening');
    this.#server = server;
    return (server.address() as AddressInfo).port;
  }

  /** New connections get the new certificate. Throws when certificate and key do not fit: then the old ones hold. */
  renewTls(tls: TlsOptions): void {
    if (this.#server instanceof TlsServer) this.#server.setSecureContext(tls);
  }

  /** Looks again for room, after a batch was stored. */
  onRoom(): void {
    for (const connection of this.#connections) connection.resume();
  }

  /** Looks again at who may send. */
  onRoutes(): void {
    for (const connection of this.#connections) connection.applyRoute(this.intake.routeOf(connection.peer));
  }

  /** Takes in what senders have under way, then ends. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = server ? new Promise<void>((done) => server.close(() => done())) : undefined;
    await Promise.all([...this.#connections].map((connection) => connection.drain(this.limits.drainMs)));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #admit(socket: Socket): void {
    const peer = peerAddress(socket.remoteAddress);
    const route = this.intake.routeOf(peer);
    const ofPeer = this.#perPeer.get(peer) ?? 0;
    socket.on('error', () => undefined); // 'close' follows
    if (!route || route.paused || this.#sockets.size >= this.limits.connectionsMax || ofPeer >= this.limits.connectionsPerPeerMax) {
      if (route) this.intake.counters.listener(this.#transport, { refused: 1 });
      else this.intake.counters.unknownPeer(this.#transport, peer);
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    this.#perPeer.set(peer, ofPeer + 1);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      const left = (this.#perPeer.get(peer) ?? 1) - 1;
      if (left > 0) this.#perPeer.set(peer, left); else this.#perPeer.delete(peer);
    });
    if (!this.tls) this.#read(socket, peer, route);
  }

  #connect(socket: Socket): void {
    const peer = peerAddress(socket.remoteAddress);
    const route = this.intake.routeOf(peer);
    if (route) this.#read(socket, peer, route);
    else socket.destroy();
  }

  #read(socket: Socket, peer: string, route: SyslogRoute): void {
    const connection = new TcpConnection(socket, peer, route, this.#transport, this.intake, this.limits);
    this.#connections.add(connection);
    void connection.closed.then(() => this.#connections.delete(connection));
  }
}
