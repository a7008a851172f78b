import { curlCommand, sendCommand } from './send-command';
import type { SetUp } from './set-up';

export const file: SetUp = { group: 'byHand', variants: [sendCommand('./logs'), curlCommand('events.jsonl')] };
