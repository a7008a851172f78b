const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of bytes [start, end), or undefined when they are not well-formed UTF-8. */
export function utf8Text(bytes: Uint8Array, start: number, end: number): string | undefined {
  try {
    return decoder.decode(bytes.subarray(start, end));
  } catch (error) {
    // With `fatal`, malformed input is a TypeError: here it is an answer. Whatever else goes wrong is not ours to hide.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
