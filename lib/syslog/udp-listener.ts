import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { once } from 'node:events';
import { trimFrame } from '../engine/decode/syslog-framer';
import type { SyslogIntake } from './intake';
import type { SyslogLimits } from './limits';
import { peerAddress } from './network';

/** A second of a busy network; the system may give less. */
const RECEIVE_BUFFER_BYTES = 8 * 1024 * 1024;

/** One message per datagram. What there is no room for is dropped and counted, for its sender cannot be slowed. */
export class UdpListener {
  #socket: Socket | undefined;

  constructor(private readonly intake: SyslogIntake, private readonly limits: SyslogLimits) {}

  async open(port: number, host: string): Promise<number> {
    const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', recvBufferSize: RECEIVE_BUFFER_BYTES }, (bytes, { address }) => this.#take(bytes, peerAddress(address)));
    socket.bind(port, host);
    await once(socket, 'listening');
    socket.on('error', () => undefined); // of single datagrams; the socket stays
    this.#socket = socket;
    return socket.address().port;
  }

  async close(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket) await new Promise<void>((done) => socket.close(done));
  }

  #take(datagram: Buffer, peer: string): void {
    const route = this.intake.routeOf(peer);
    if (!route) return this.intake.counters.unknownPeer('udp', peer);
    const bytes = trimFrame(Uint8Array.from(datagram));
    if (bytes.length === 0) return;
    const queue = this.intake.queueOf(route);
    if (route.paused || queue.isFull) return this.intake.counters.source(route, 'udp', { dropped: 1 });
    const { frameBytesMax } = this.limits;
    this.intake.take(queue, 'udp', { bytes: bytes.subarray(0, frameBytesMax), truncated: bytes.length > frameBytesMax });
  }
}
