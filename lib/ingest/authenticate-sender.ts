import 'server-only';
import { authenticateApiKey, bearerToken } from '../access/authenticate-api-key';
import { readToken } from '../access/tokens';
import type { Identity } from '../platform/http';
import { authenticateSource } from './authenticate';

/** For what both a shipper and a program with an API key may ask. */
export async function authenticateSender(request: Request): Promise<Identity> {
  const isKey = readToken(bearerToken(request) ?? '')?.kind === 'ygk';
  return isKey ? authenticateApiKey(request) : authenticateSource(request);
}
