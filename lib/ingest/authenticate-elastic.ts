import 'server-only';
import type { Identity } from '../platform/http';
import { authenticateToken } from './authenticate';
import { elasticToken } from './sender-credentials';

/** The source whose token came as Elasticsearch's clients send theirs. */
export function authenticateElastic(request: Request): Promise<Identity> {
  return authenticateToken(elasticToken(request.headers.get('authorization')), 'Send "Authorization: ApiKey <base64 of id:token>", or Basic with the token as password.');
}
