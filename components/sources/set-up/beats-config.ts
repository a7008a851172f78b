import type { Target } from './set-up';

/** The output of Beats: they believe that this is Elasticsearch, and must not try to manage it. */
export function beatsOutput({ host, port, tls, token }: Target): string {
  return `setup.ilm.enabled: false
setup.template.enabled: false

output.elasticsearch:
  hosts: ["${tls ? 'https' : 'http'}://${host}:${port}"]
  api_key: "yagura:${token}"
  allow_older_versions: true
  compression_level: 1
  bulk_max_size: 1600

queue.disk:
  max_size: 1GB`;
}

/** Filebeat that reads one JSON object per line and sends it as it is. */
export function filebeatJson(id: string, paths: readonly string[], target: Target): string {
  return `filebeat.inputs:
  - type: filestream
    id: ${id}
    paths:
${paths.map((path) => `      - ${path}`).join('\n')}
    parsers:
      - ndjson:
          target: ""
          overwrite_keys: true

${beatsOutput(target)}`;
}

export const BEATS_VERSION = '8.11 – 9.x';
