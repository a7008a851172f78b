import { Instance } from './instance';

/** One fresh instance for all browser tests: no user, no records. Its address travels in YAGURA_E2E_URL. */
export default async function setup(): Promise<() => Promise<void>> {
  const instance = await Instance.start();
  process.env['YAGURA_E2E_URL'] = instance.url;
  return () => instance.discard();
}
