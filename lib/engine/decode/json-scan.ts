const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Where a JSON object or array that starts at a bracket ends, by brackets and strings alone; `depth` is the deepest nesting met. */
export interface ScannedValue {
  /** Offset behind the closing bracket; -1 when it does not close before the limit. */
  end: number;
  /** Offset at which the scan stopped. */
  stopped: number;
  depth: number;
}

/** Finds the end of the bracketed value at `start` without parsing it. A raw line break inside a string ends the scan: no JSON has one. */
export function scanValue(bytes: Uint8Array, start: number, limit: number): ScannedValue {
  let depth = 0;
  let deepest = 0;
  for (let i = start; i < limit; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) {
      i = stringEnd(bytes, i + 1, limit);
      if (i < 0) return { end: -1, stopped: limit, depth: deepest };
      if (bytes[i] === NEWLINE) return { end: -1, stopped: i, depth: deepest };
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth--;
      if (depth === 0) return { end: i + 1, stopped: i + 1, depth: deepest };
    }
  }
  return { end: -1, stopped: limit, depth: deepest };
}

/** Offset of the closing quote or of a raw line break; -1 when neither comes before `limit`. */
function stringEnd(bytes: Uint8Array, from: number, limit: number): number {
  for (let i = from; i < limit; i++) {
    const byte = bytes[i];
    if (byte === QUOTE || byte === NEWLINE) return i;
    if (byte === BACKSLASH) i++;
  }
  return -1;
}

/** Whether `value` nests objects or arrays deeper than `depthMax` (the value itself is depth 1). Stops at the limit, so it cannot overflow. */
export function isDeeperThan(value: object, depthMax: number): boolean {
  if (depthMax < 1) return true;
  for (const key in value) {
    const inner: unknown = (value as Record<string, unknown>)[key];
    if (typeof inner === 'object' && inner !== null && isDeeperThan(inner, depthMax - 1)) return true;
  }
  return false;
}
