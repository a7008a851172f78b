import { gatewayTime } from '../calendar';
import { COMPANY, type Site } from '../office/names';

interface WebAccess { at: number; site: Site; path: string; method: string; from: string; user: string; group: string; agent: string; bytesOut: number; bytesIn: number; score: number; action: 'allow' | 'warn' | 'block'; fileName?: string }

const SEVERITY = { allow: 0, warn: 1, block: 2 } as const;
const COMPANY_ID = '5f1d3c62-8a47-4a0e-9a55-2b8d3a7c9e10';

/** One line of the web gateway's access log in CEF. `transportBytes` is the larger body: the upload's of a POST or PUT, else the answer's. */
export function gatewayRecord(access: WebAccess): string {
  const { site } = access;
  // A machine does not sign in at the gateway: the log has its address instead of a name.
  const machine = access.user.endsWith('$');
  const upload = access.method === 'POST' || access.method === 'PUT';
  const url = `${site.secure ? 'https' : 'http'}://${site.host}${access.path}`;
  return [
    `CEF:0|Trend Micro|Trend Micro Web Security|3.0.0.2042|100000|Access Log|${SEVERITY[access.action]}|rt=${gatewayTime(access.at)}`,
    'logType=1', `companyID=${COMPANY_ID}`, `adDomain=${COMPANY.domain}`, `userName=${machine ? access.from : access.user}`, `groupName=${escaped(access.group)}`, 'gatewayName=asagiri-hq',
    `app=${site.secure ? 2 : 1}`, `transportBytes=${upload ? access.bytesOut : access.bytesIn}`, `dst=${site.address}`, `src=${access.from}`,
    `upStreamSize=${access.bytesOut}`, `downStreamSize=${access.bytesIn}`, `domainName=${site.host}`, `scanType=${access.action === 'allow' ? 0 : 20}`, 'policyName=default', 'profileName=default',
    'severity=65', ...(machine ? [] : [`principalName=${access.user}@${COMPANY.domain}`]), `cat=${escaped(site.category)}`, `wrsScore=${access.score}`, 'malwareType=0', `fname=${escaped(access.fileName ?? '-')}`, `act=${access.action}`,
    `requestMethod=${access.method}`, `request=${escaped(url)}`, `requestClientApplication=${escaped(access.agent)}`,
  ].join(' ');
}

/** CEF extension values escape backslash, equals sign and line breaks. */
function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('=', '\\=').replaceAll('\n', '\\n');
}
