import type { SetUp, Target } from './set-up';

function config({ host, port, tls, token }: Target): string {
  return `service:
  flush: 1
  storage.path: /var/lib/fluent-bit/yagura
  storage.max_chunks_up: 64

parsers:
  - name: yagura_json
    format: json

pipeline:
  inputs:
    - name: tail
      tag: logs
      path: /var/log/*.jsonl
      parser: yagura_json
      db: /var/lib/fluent-bit/yagura.db
      read_from_head: true
      buffer_max_size: 1M
      storage.type: filesystem

  outputs:
    - name: http
      match: '*'
      host: ${host}
      port: ${port}
      tls: ${tls ? 'on' : 'off'}
      uri: /api/ingest/events
      header: Authorization Bearer ${token}
      format: json_lines
      json_date_key: '@timestamp'
      json_date_format: iso8601
      compress: gzip
      retry_limit: no_limits`;
}

export const fluentBit: SetUp = {
  group: 'shippers',
  variants: [{ id: 'fluent-bit', label: 'Fluent Bit', version: 'Fluent Bit 3.x – 4.x', file: '/etc/fluent-bit/fluent-bit.yaml', text: config }],
};
