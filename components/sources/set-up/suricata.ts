import { BEATS_VERSION, filebeatJson } from './beats-config';
import { sendCommand } from './send-command';
import type { SetUp } from './set-up';
import { VECTOR_VERSION, vectorFile, vectorSink } from './vector-config';

const EVE = '/var/log/suricata/eve.json';

export const suricata: SetUp = {
  group: 'network',
  variants: [
    { id: 'vector', label: 'Vector', version: VECTOR_VERSION, file: '/etc/vector/yagura.toml', notes: ['eveFile'], text: (target) => `${vectorFile('suricata', [EVE])}\n\n${vectorSink(target, 'suricata', 'text')}` },
    { id: 'filebeat', label: 'Filebeat', version: BEATS_VERSION, file: '/etc/filebeat/filebeat.yml', notes: ['eveFile', 'beatsService'], text: (target) => filebeatJson('suricata', [EVE], target) },
    sendCommand(EVE),
  ],
};
