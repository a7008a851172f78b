import type { SetUp } from './set-up';
import { VECTOR_VERSION, vectorFile, vectorSink } from './vector-config';

export const vector: SetUp = {
  group: 'shippers',
  variants: [
    { id: 'files', label: 'Files', version: VECTOR_VERSION, file: '/etc/vector/yagura.toml', text: (target) => `${vectorFile('logs', ['/var/log/*.jsonl'])}\n\n${vectorSink(target, 'logs', 'text')}` },
    {
      id: 'journald', label: 'journald', version: VECTOR_VERSION, file: '/etc/vector/yagura.toml',
      text: (target) => `[sources.journal]\ntype = "journald"\ncurrent_boot_only = false\n\n${vectorSink(target, 'journal', 'json')}`,
    },
  ],
};
