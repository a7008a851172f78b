import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '../platform/errors';

const VERSION = 1, IV_BYTES = 12, TAG_BYTES = 16;

const keyOf = (installationSecret: string): Buffer => Buffer.from(hkdfSync('sha256', installationSecret, '', 'yagura notification secrets', 32));

/** Encrypts with AES-256-GCM under a key derived from the installation's secret. `binding` names the owner: elsewhere the text cannot be opened. */
export function sealSecret(plain: string, installationSecret: string, binding: string): Uint8Array<ArrayBuffer> {
  const iv = randomBytes(IV_BYTES), cipher = createCipheriv('aes-256-gcm', keyOf(installationSecret), iv).setAAD(Buffer.from(binding));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Uint8Array.from(Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), body]));
}

/** The other way. A text that was sealed under another installation secret or for another owner is a `conflict` that says what to do. */
export function openSecret(sealed: Uint8Array, installationSecret: string, binding: string): string {
  const bytes = Buffer.from(sealed), iv = bytes.subarray(1, 1 + IV_BYTES), tag = bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(installationSecret), iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(binding)).setAuthTag(tag);
    return Buffer.concat([decipher.update(bytes.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new AppError('conflict', 'The stored keys of this target cannot be read: YAGURA_SECRET is another one than when they were saved. Enter them again.', { cause });
  }
}
