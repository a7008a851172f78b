import { curlCommand } from './send-command';
import { events, type SetUp, type Target } from './set-up';

const request = (target: Target): string => `POST ${events(target)}
Authorization: Bearer ${target.token}
Content-Encoding: gzip

{"EventID": 1, "Channel": "Microsoft-Windows-Sysmon/Operational", …}
{"EventID": 3, "Channel": "Microsoft-Windows-Sysmon/Operational", …}`;

export const http: SetUp = {
  group: 'byHand',
  variants: [curlCommand('events.jsonl'), { id: 'request', label: 'HTTP', notes: ['resend'], text: request }],
};
