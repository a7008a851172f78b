const UNSTORABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Without what PostgreSQL's text and jsonb refuse: U+0000 and halves of surrogate pairs. */
export function storableText(text: string, charsMax: number): string {
  return text.slice(0, charsMax).replace(UNSTORABLE, '\ufffd');
}
