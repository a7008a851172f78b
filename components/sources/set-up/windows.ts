import { sendCommand } from './send-command';
import { events, type SetUp, type Target } from './set-up';

export const CHANNELS = [
  'Microsoft-Windows-Sysmon/Operational', 'Security', 'System', 'Microsoft-Windows-PowerShell/Operational', 'Microsoft-Windows-TaskScheduler/Operational',
  'Microsoft-Windows-WMI-Activity/Operational', 'Microsoft-Windows-Windows Defender/Operational',
] as const;

function nxlog(target: Target): string {
  return `<Extension json>
    Module  xm_json
</Extension>

<Input windows>
    Module  im_msvistalog
    <QueryXML>
        <QueryList><Query Id="0">
${CHANNELS.map((channel) => `            <Select Path="${channel}">*</Select>`).join('\n')}
        </Query></QueryList>
    </QueryXML>
    Exec    to_json();
</Input>

<Output yagura>
    Module       om_http
    URL          ${events(target)}
    AddHeader    Authorization: Bearer ${target.token}
    ContentType  application/json
    BatchMode    multiline
</Output>

<Route yagura>
    Path    windows => yagura
</Route>`;
}

export const windows: SetUp = {
  group: 'endpoints',
  variants: [
    { id: 'nxlog', label: 'NXLog Agent', version: 'NXLog Enterprise Edition 5.x / NXLog Platform Agent 6.x', file: 'C:\\Program Files\\nxlog\\conf\\nxlog.d\\yagura.conf', text: nxlog },
    sendCommand('events.jsonl'),
  ],
};
