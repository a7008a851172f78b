/** ① to ㊿, as Unicode has them in three places; beyond, the number in parentheses. */
export function circledNumber(number: number): string {
  if (number >= 1 && number <= 20) return String.fromCodePoint(0x2460 + number - 1);
  if (number >= 21 && number <= 35) return String.fromCodePoint(0x3251 + number - 21);
  if (number >= 36 && number <= 50) return String.fromCodePoint(0x32b1 + number - 36);
  return `(${number})`;
}

const SHOWN_MAX = 4;

/** Several steps in a row, `①②③…`; runs of three and more as `③–⑦`. */
export function circledNumbers(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const runs: number[][] = [];
  for (const number of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  const parts = runs.flatMap((run) => (run.length < 3 ? run.map(circledNumber) : [`${circledNumber(run[0] ?? 0)}–${circledNumber(run.at(-1) ?? 0)}`]));
  return parts.length <= SHOWN_MAX ? parts.join('') : `${parts.slice(0, SHOWN_MAX).join('')}…`;
}
