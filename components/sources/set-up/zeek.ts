import { BEATS_VERSION, filebeatJson } from './beats-config';
import { sendCommand } from './send-command';
import type { SetUp } from './set-up';
import { VECTOR_VERSION, vectorFile, vectorSink } from './vector-config';

const LOGS = ['/opt/zeek/logs/current/*.log'];

export const zeek: SetUp = {
  group: 'network',
  variants: [
    { id: 'vector', label: 'Vector', version: VECTOR_VERSION, file: '/etc/vector/yagura.toml', notes: ['zeekJson'], text: (target) => `${vectorFile('zeek', LOGS)}\n\n${vectorSink(target, 'zeek', 'text')}` },
    { id: 'filebeat', label: 'Filebeat', version: BEATS_VERSION, file: '/etc/filebeat/filebeat.yml', notes: ['zeekJson', 'beatsService'], text: (target) => filebeatJson('zeek', LOGS, target) },
    sendCommand('/opt/zeek/logs/current'),
  ],
};
