import type { SetUp, Target } from './set-up';

function collector({ url, token }: Target): string {
  return `extensions:
  file_storage:
    directory: /var/lib/otelcol/yagura
    create_directory: true

receivers:
  filelog:
    include: [/var/log/*.jsonl]
    start_at: beginning
    storage: file_storage
    operators:
      - type: json_parser
        parse_to: body

exporters:
  otlphttp/yagura:
    logs_endpoint: ${url}/v1/logs
    headers:
      Authorization: Bearer ${token}
    compression: gzip
    retry_on_failure:
      enabled: true
      max_elapsed_time: 0s
    sending_queue:
      enabled: true
      storage: file_storage

service:
  extensions: [file_storage]
  pipelines:
    logs:
      receivers: [filelog]
      exporters: [otlphttp/yagura]`;
}

/** Any program with an OpenTelemetry SDK. */
function environment({ url, token }: Target): string {
  return `OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=${url}/v1/logs
OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=http/protobuf
OTEL_EXPORTER_OTLP_LOGS_HEADERS=Authorization=Bearer%20${token}
OTEL_EXPORTER_OTLP_LOGS_COMPRESSION=gzip`;
}

export const otelCollector: SetUp = {
  group: 'shippers',
  variants: [
    { id: 'collector', label: 'OpenTelemetry Collector', version: 'otelcol-contrib 0.100 – 0.14x', file: '/etc/otelcol-contrib/config.yaml', text: collector },
    { id: 'sdk', label: 'OpenTelemetry SDK', version: 'OTLP 1.x', text: environment },
  ],
};
