/** A line in a syslog envelope: RFC 5424, RFC 3164, or what relays make of the latter. */
export interface SyslogMessage {
  facility?: number;
  severity?: number;
  /** As written. `withoutYear` marks the form `Mar  5 01:02:03`. */
  time?: { text: string; withoutYear: boolean };
  host?: string;
  app?: string;
  processId?: number;
  /** Structured data of RFC 5424 as `id.name`. */
  data: Readonly<Record<string, string>>;
  message: string;
}

const PRIORITY = /^<(\d{1,3})>/;
const RFC5424 = /^1 (\S{1,64}) (\S{1,255}) (\S{1,64}) (\S{1,128}) (\S{1,64}) (?=\[|-)/;
const STAMP_3164 = /^((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s{1,2}\d{1,2}(?: \d{4})? \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?)\s+/;
const STAMP_ISO = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)\s+/;
const HOST = /^([A-Za-z0-9_.:-]{1,255})\s+/;
const TAG = /^([A-Za-z0-9_./()@-]{1,64})(?:\[(\d{1,10})\])?:\s?/;
const ELEMENTS_MAX = 32;

/** Takes the envelope off a line; undefined when the line has none. */
export function parseSyslog(line: string): SyslogMessage | undefined {
  const priority = PRIORITY.exec(line);
  const level = priority === null ? undefined : Number(priority[1]);
  if (level !== undefined && level > 191) return undefined;
  const rest = line.slice(priority?.[0].length ?? 0).replace(/^ +/, '');
  const where = level === undefined ? {} : { facility: level >> 3, severity: level & 7 };
  const modern = priority === null ? null : RFC5424.exec(rest);
  if (modern !== null) return { ...where, ...readModern(modern, rest.slice(modern[0].length)) };
  const stamp = STAMP_3164.exec(rest) ?? STAMP_ISO.exec(rest);
  if (stamp === null) return priority === null ? undefined : { ...where, data: {}, ...readTag(rest) };
  const written = stamp[1] ?? '';
  const withoutYear = !/\d{4}/.test(written);
  let body = rest.slice(stamp[0].length);
  // A tag in the host's place means that the host was left out.
  const host = TAG.test(body) ? null : HOST.exec(body);
  if (host !== null) body = body.slice(host[0].length);
  return { ...where, time: { text: written, withoutYear }, ...(host?.[1] === undefined ? {} : { host: host[1] }), data: {}, ...readTag(body) };
}

function readTag(body: string): Pick<SyslogMessage, 'app' | 'processId' | 'message'> {
  // `CEF:` and its like look as a tag does, but are the message.
  const tag = /^(?:CEF|LEEF|TMEF):/.test(body) ? null : TAG.exec(body);
  if (tag === null) return { message: body };
  return { app: tag[1] ?? '', ...(tag[2] === undefined ? {} : { processId: Number(tag[2]) }), message: body.slice(tag[0].length) };
}

function readModern(header: RegExpExecArray, rest: string): SyslogMessage {
  const [, time = '-', host = '-', app = '-', process = '-'] = header;
  const { data, end } = structuredData(rest);
  const processId = /^\d{1,10}$/.test(process) ? Number(process) : undefined;
  return {
    ...(time === '-' ? {} : { time: { text: time, withoutYear: false } }), ...(host === '-' ? {} : { host }), ...(app === '-' ? {} : { app }),
    ...(processId === undefined ? {} : { processId }), data, message: rest.slice(end).trimStart().replace(/^\uFEFF/, ''),
  };
}

const ELEMENT = /\[([^\s\]"=]{1,64})((?: [^\s\]"=]{1,64}="(?:[^"\\]|\\.)*")*)\]/y;
const PARAMETER = /([^\s\]"=]{1,64})="((?:[^"\\]|\\.)*)"/g;

function structuredData(text: string): { data: Record<string, string>; end: number } {
  const data: Record<string, string> = Object.create(null) as Record<string, string>;
  if (!text.startsWith('[')) return { data, end: text.startsWith('-') ? 1 : 0 };
  let end = 0;
  for (let count = 0; count < ELEMENTS_MAX; count++) {
    ELEMENT.lastIndex = end;
    const element = ELEMENT.exec(text);
    if (element === null) break;
    for (const [, name = '', value = ''] of (element[2] ?? '').matchAll(PARAMETER)) data[`${element[1]}.${name}`] = value.replace(/\\(["\\\]])/g, '$1');
    end = ELEMENT.lastIndex;
  }
  return { data, end };
}
