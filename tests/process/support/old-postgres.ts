import { createServer, type Server, type Socket } from 'node:net';

const SSL_REQUEST = 80877103;

const message = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts), head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};
const int16 = (n: number): Buffer => { const b = Buffer.alloc(2); b.writeInt16BE(n); return b; };
const int32 = (n: number): Buffer => { const b = Buffer.alloc(4); b.writeInt32BE(n); return b; };
const cstring = (text: string): Buffer => Buffer.from(`${text}\0`);
const OID_TEXT = 25;

const describeRow = (row: Record<string, string>): Buffer => message('T', int16(Object.keys(row).length),
  ...Object.keys(row).flatMap((name) => [cstring(name), int32(0), int16(0), int32(OID_TEXT), int16(-1), int32(-1), int16(0)]));
const dataRow = (row: Record<string, string>): Buffer => message('D', int16(Object.keys(row).length),
  ...Object.values(row).flatMap((value) => [int32(Buffer.byteLength(value)), Buffer.from(value)]));
const COMPLETE = message('C', cstring('SELECT 1'));
const READY = message('Z', Buffer.from('I'));

/** What a server of `version` would answer to the two questions that are asked before anything is changed. */
function answerTo(sql: string, version: string): Record<string, string> {
  if (sql.includes('server_version')) return { number: `${Number.parseInt(version, 10)}0013`, text: version };
  if (sql.includes('pg_database')) return { exists: '1' };
  throw new Error(`an old server was asked more than its version: ${sql}`);
}

class Session {
  private waiting = Buffer.alloc(0);
  private started = false;
  private sql = '';

  constructor(private readonly socket: Socket, private readonly version: string) {
    socket.on('error', () => undefined); // the client may go at any time
    socket.on('data', (bytes: Buffer) => { this.waiting = Buffer.concat([this.waiting, bytes]); this.read(); });
  }

  private read(): void {
    for (;;) {
      const head = this.started ? 1 : 0;
      if (this.waiting.length < head + 4) return;
      const end = head + this.waiting.readInt32BE(head);
      if (this.waiting.length < end) return;
      const type = this.started ? this.waiting.toString('latin1', 0, 1) : '', body = this.waiting.subarray(head + 4, end);
      this.waiting = this.waiting.subarray(end);
      if (type === '') this.startUp(body); else this.answer(type, body);
    }
  }

  private startUp(body: Buffer): void {
    if (body.readInt32BE(0) === SSL_REQUEST) { this.socket.write('N'); return; }
    this.started = true;
    this.socket.write(Buffer.concat([message('R', int32(0)), message('S', cstring('server_version'), cstring(this.version)), READY]));
  }

  private answer(type: string, body: Buffer): void {
    if (type === 'Q') {
      const row = answerTo(body.toString(), this.version);
      this.socket.write(Buffer.concat([describeRow(row), dataRow(row), COMPLETE, READY]));
    } else if (type === 'P') {
      this.sql = body.toString();
      this.socket.write(message('1'));
    } else if (type === 'B') this.socket.write(message('2'));
    else if (type === 'D') this.socket.write(describeRow(answerTo(this.sql, this.version)));
    else if (type === 'E') this.socket.write(Buffer.concat([dataRow(answerTo(this.sql, this.version)), COMPLETE]));
    else if (type === 'S') this.socket.write(READY);
    else if (type === 'X') this.socket.end();
  }
}

/** A server that speaks PostgreSQL's protocol and says that it is of `version`: real ones that are too old are nowhere packaged any more. */
export async function startOldPostgres(version: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => { sockets.add(socket); new Session(socket, version); });
  const port = await new Promise<number>((done) => {
    server.listen(0, '127.0.0.1', () => { const at = server.address(); done(at && typeof at === 'object' ? at.port : 0); });
  });
  return {
    url: `postgresql://someone:secret@127.0.0.1:${port}/yagura`,
    stop: () => new Promise((done) => { for (const socket of sockets) socket.destroy(); server.close(() => done()); }),
  };
}
