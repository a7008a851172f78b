/** JSON with two-space indentation that keeps numbers, escapes and repeated keys as they were written; undefined when the text is no JSON object or list. */
export function prettyJson(text: string): string | undefined {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (!/^[[{]/.test(trimmed)) return undefined;
  try {
    JSON.parse(trimmed);
  } catch {
    // Not JSON: the caller shows the text as it is.
    return undefined;
  }
  return indent(trimmed);
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/g;

/** Lays out tokens of sound JSON without reading their values. */
function indent(json: string): string {
  let out = '', depth = 0, last = '';
  const line = () => `\n${'  '.repeat(depth)}`;
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === '}' || token === ']') {
      depth--;
      out += last === '{' || last === '[' ? token : line() + token;
    } else {
      if (last === '{' || last === '[' || last === ',') out += line();
      out += token === ':' ? ': ' : token;
      if (token === '{' || token === '[') depth++;
    }
    last = token;
  }
  return out;
}
