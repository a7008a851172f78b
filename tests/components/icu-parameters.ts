/** Text up to the brace that closes the one at `open`. */
function inside(message: string, open: number): string {
  let depth = 0;
  for (let at = open; at < message.length; at += 1) {
    if (message[at] === '{') depth += 1;
    if (message[at] === '}') depth -= 1;
    if (depth === 0) return message.slice(open + 1, at);
  }
  throw new Error(`unbalanced braces in: ${message}`);
}

/** Names of the values that an ICU message asks for, in its branches too; sorted, each once. */
export function icuParameters(message: string): string[] {
  const names = new Set<string>();
  for (let at = message.indexOf('{'); at !== -1; at = message.indexOf('{', at + 1)) {
    const argument = inside(message, at);
    const [name = '', kind = ''] = argument.split(',', 2).map((part) => part.trim());
    names.add(name);
    if (/^(plural|select|selectordinal)$/.test(kind)) {
      for (let branch = argument.indexOf('{'); branch !== -1; branch = argument.indexOf('{', branch + 1)) {
        const text = inside(argument, branch);
        for (const inner of icuParameters(text)) names.add(inner);
        branch += text.length + 1;
      }
    }
    at += argument.length + 1;
  }
  return [...names].sort();
}
