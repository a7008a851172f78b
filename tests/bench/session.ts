import { Agent, request } from 'node:http';

export interface Reply { status: number; ms: number; bytes: number; text: string }

/** A signed-in browser's requests over connections that stay open. */
export class Session {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 });
  #cookie = '';

  constructor(private readonly url: string) {}

  async signIn(email: string, password: string): Promise<void> {
    const { status, text } = await this.call('POST', '/api/auth/sign-in/email', { email, password });
    if (status !== 200 || this.#cookie === '') throw new Error(`sign-in answered ${status} ${text.slice(0, 200)}`);
  }

  call(method: 'GET' | 'POST', path: string, body?: object): Promise<Reply> {
    const started = performance.now(), payload = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((done, fail) => {
      const headers = { ...(this.#cookie ? { cookie: this.#cookie } : {}), ...(payload ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) } : {}) };
      const sent = request(new URL(path, this.url), { method, agent: this.#agent, headers }, (response) => {
        for (const cookie of response.headers['set-cookie'] ?? []) this.#cookie = [...this.#cookie.split('; ').filter((known) => known && !cookie.startsWith(known.split('=')[0] ?? '')), cookie.split(';')[0]].join('; ');
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => { const all = Buffer.concat(pieces); done({ status: response.statusCode ?? 0, ms: performance.now() - started, bytes: all.length, text: all.toString('utf8') }); });
      });
      sent.on('error', fail);
      sent.end(payload);
    });
  }

  async json<T>(path: string): Promise<T> {
    const { status, text } = await this.call('GET', path);
    if (status !== 200) throw new Error(`${path} answered ${status} ${text.slice(0, 200)}`);
    return JSON.parse(text) as T;
  }

  close(): void {
    this.#agent.destroy();
  }
}
