import { events, type Target } from './set-up';

/** Vector's sink: the lines as they are (`text`), or its events as JSON. */
export function vectorSink(target: Target, input: string, codec: 'text' | 'json'): string {
  return `[sinks.yagura]
type = "http"
inputs = ["${input}"]
uri = "${events(target)}"
method = "post"
compression = "gzip"
encoding.codec = "${codec}"
framing.method = "newline_delimited"
auth.strategy = "bearer"
auth.token = "${target.token}"
acknowledgements.enabled = true
buffer.type = "disk"
buffer.max_size = 1073741824`;
}

/** Lines of files, with Vector's place in them kept. */
export function vectorFile(name: string, include: readonly string[]): string {
  return `[sources.${name}]
type = "file"
include = [${include.map((path) => `"${path}"`).join(', ')}]
read_from = "beginning"
max_line_bytes = 1048576`;
}

export const VECTOR_VERSION = 'Vector 0.40 – 0.50';
