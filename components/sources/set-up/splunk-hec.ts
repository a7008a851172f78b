import type { SetUp, Target } from './set-up';

const curl = ({ url, token }: Target): string => `curl --fail-with-body "${url}/services/collector/event" \\
  -H "Authorization: Splunk ${token}" \\
  -d '{"host": "server-1", "sourcetype": "syslog", "event": {"message": "first record"}}'`;

/** What all HEC clients ask for. */
const fields = ({ url, token }: Target): string => `HEC URL   : ${url}/services/collector
HEC token : ${token}
Health    : ${url}/services/collector/health`;

export const splunkHec: SetUp = {
  group: 'shippers',
  variants: [
    { id: 'fields', label: 'HEC', version: 'HEC 1.0', notes: ['hecAck'], text: fields },
    { id: 'curl', label: 'curl', text: curl },
  ],
};
