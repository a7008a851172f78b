const LINE_FEED = 10, QUOTE = 34;

/** Counts complete records in a stream of bytes: lines, except those within the quotes of a CSV cell. */
export function rowCounter(format: 'csv' | 'ndjson'): (bytes: Uint8Array) => number {
  let quoted = false, rows = format === 'csv' ? -1 : 0;
  return (bytes) => {
    for (const byte of bytes) {
      if (byte === QUOTE && format === 'csv') quoted = !quoted;
      else if (byte === LINE_FEED && !quoted) rows++;
    }
    return Math.max(0, rows);
  };
}
