import 'server-only';
import type { Identity } from '../platform/http';
import { authenticateToken } from './authenticate';
import { HEC, HecError } from './hec-answers';
import { splunkToken } from './sender-credentials';

const CHANNEL = /^[\w-]{1,64}$/;

/** The source whose token came as Splunk's forwarders send it. */
export async function authenticateHec(request: Request): Promise<Identity> {
  const header = request.headers.get('authorization');
  if (header === null && new URL(request.url).searchParams.has('token')) throw new HecError(HEC.queryAuthorization);
  const token = splunkToken(header);
  if (header !== null && token === undefined) throw new HecError(HEC.invalidAuthorization);
  return authenticateToken(token, 'Send the header "Authorization: Splunk ygi_…".');
}

/** The channel that a forwarder names for its acknowledgements; undefined when it wants none. */
export function hecChannel(request: Request): string | undefined {
  const channel = request.headers.get('x-splunk-request-channel') ?? new URL(request.url).searchParams.get('channel') ?? '';
  if (channel === '') return undefined;
  if (!CHANNEL.test(channel)) throw new HecError(HEC.channelInvalid);
  return channel.toLowerCase();
}
