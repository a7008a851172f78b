import { curlCommand, sendCommand } from './send-command';
import type { SetUp } from './set-up';
import { VECTOR_VERSION, vectorFile, vectorSink } from './vector-config';

export const visionOne: SetUp = {
  group: 'endpoints',
  variants: [
    { ...sendCommand('activity.jsonl'), notes: ['visionOne', 'resend'] },
    { id: 'vector', label: 'Vector', version: VECTOR_VERSION, file: '/etc/vector/yagura.toml', text: (target) => `${vectorFile('activity', ['/var/lib/activity/*.jsonl'])}\n\n${vectorSink(target, 'activity', 'text')}` },
    curlCommand('activity.jsonl'),
  ],
};
