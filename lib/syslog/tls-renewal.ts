import { statSync } from 'node:fs';
import { readTlsFiles, type TlsFiles } from './listener-settings';

/** Notices that certificate files were replaced, as renewal does every few weeks. */
export class TlsRenewal {
  #stamp: string;

  constructor(private readonly files: TlsFiles) {
    this.#stamp = this.#look();
  }

  /** The new files' content, once; throws when they cannot be read just now, and is then asked again. */
  renewed(): ReturnType<typeof readTlsFiles> | undefined {
    const stamp = this.#look();
    if (stamp === this.#stamp) return undefined;
    const content = readTlsFiles(this.files);
    this.#stamp = stamp;
    return content;
  }

  #look(): string {
    const { cert, key, clientCa } = this.files;
    return [cert, key, clientCa ?? cert].map((path) => { const { mtimeMs, size, ino } = statSync(path); return `${mtimeMs} ${size} ${ino}`; }).join();
  }
}
