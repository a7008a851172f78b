import { BEATS_VERSION, filebeatJson } from './beats-config';
import type { SetUp } from './set-up';

export const filebeat: SetUp = {
  group: 'shippers',
  variants: [{ id: 'filebeat', label: 'Filebeat', version: BEATS_VERSION, file: '/etc/filebeat/filebeat.yml', notes: ['beatsService'], text: (target) => filebeatJson('yagura', ['/var/log/*.jsonl'], target) }],
};
