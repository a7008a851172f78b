import type { Product } from './sources-api';

export interface SetUpText {
  /** One command that sends recorded files now. */
  send: string;
  curl: string;
  /** What keeps sending, with a configuration to paste; absent where files are sent by hand. */
  lasting?: { shipper: string; config: string };
}

const SAMPLES: Readonly<Record<Product, string>> = { windows: 'events.jsonl', zeek: '/opt/zeek/logs/current', 'web-gateway': 'access.cef', file: './logs' };
const CURL_FILES: Readonly<Record<Product, string>> = { windows: 'events.jsonl', zeek: '/opt/zeek/logs/current/conn.log', 'web-gateway': 'access.cef', file: 'events.jsonl' };

/** Commands and configuration with this console's address and the token in place. */
export function setUpText(product: Product, origin: string, token: string): SetUpText {
  const endpoint = `${origin}/api/ingest/events`;
  const lasting = LASTING[product]?.(endpoint, token);
  return {
    send: `npx yagura send ${SAMPLES[product]} --url ${origin} --token ${token}`,
    curl: `curl --fail-with-body -H "Authorization: Bearer ${token}" --data-binary @${CURL_FILES[product]} "${endpoint}"`,
    ...(lasting ? { lasting } : {}),
  };
}

type Lasting = (endpoint: string, token: string) => { shipper: string; config: string };

const LASTING: Readonly<Record<Product, Lasting | undefined>> = {
  windows: (endpoint, token) => ({ shipper: 'NXLog Agent', config: nxlog(endpoint, token) }),
  zeek: (endpoint, token) => ({ shipper: 'Vector', config: vector('zeek', ['type = "file"', 'include = ["/opt/zeek/logs/current/*.log"]'], endpoint, token, '# Zeek must write JSON: @load policy/tuning/json-logs') }),
  'web-gateway': (endpoint, token) => ({ shipper: 'Vector', config: vector('gateway', ['type = "socket"', 'mode = "tcp"', 'address = "0.0.0.0:5514"'], endpoint, token, '# Let the gateway send its access log as CEF over syslog to TCP port 5514') }),
  file: undefined,
};

const CHANNELS = ['Microsoft-Windows-Sysmon/Operational', 'Security', 'System', 'Microsoft-Windows-PowerShell/Operational', 'Microsoft-Windows-TaskScheduler/Operational', 'Microsoft-Windows-WMI-Activity/Operational'];

function nxlog(endpoint: string, token: string): string {
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
    URL          ${endpoint}
    AddHeader    Authorization: Bearer ${token}
    ContentType  application/json
    BatchMode    multiline
</Output>

<Route yagura>
    Path    windows => yagura
</Route>`;
}

function vector(name: string, source: readonly string[], endpoint: string, token: string, note: string): string {
  return `${note}
[sources.${name}]
${source.join('\n')}

[sinks.yagura]
type = "http"
inputs = ["${name}"]
uri = "${endpoint}"
compression = "gzip"
encoding.codec = "text"
framing.method = "newline_delimited"
auth.strategy = "bearer"
auth.token = "${token}"
acknowledgements.enabled = true`;
}
