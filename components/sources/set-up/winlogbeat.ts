import { BEATS_VERSION, beatsOutput } from './beats-config';
import type { SetUp } from './set-up';
import { CHANNELS } from './windows';

export const winlogbeat: SetUp = {
  group: 'endpoints',
  variants: [{
    id: 'winlogbeat', label: 'Winlogbeat', version: BEATS_VERSION, file: 'C:\\Program Files\\Winlogbeat\\winlogbeat.yml', notes: ['beatsService'],
    text: (target) => `winlogbeat.event_logs:
${CHANNELS.map((channel) => `  - name: ${channel}\n    ignore_older: 72h`).join('\n')}

${beatsOutput(target)}`,
  }],
};
