/** Tactic tags of ATT&CK up to v18 and the two that v19 made of "defense evasion". */
const TACTICS: ReadonlyMap<string, string> = new Map([
  ['reconnaissance', 'TA0043'],
  ['resource-development', 'TA0042'],
  ['initial-access', 'TA0001'],
  ['execution', 'TA0002'],
  ['persistence', 'TA0003'],
  ['privilege-escalation', 'TA0004'],
  ['defense-evasion', 'TA0005'],
  ['stealth', 'TA0005'],
  ['defense-impairment', 'TA0005'],
  ['credential-access', 'TA0006'],
  ['discovery', 'TA0007'],
  ['lateral-movement', 'TA0008'],
  ['collection', 'TA0009'],
  ['command-and-control', 'TA0011'],
  ['exfiltration', 'TA0010'],
  ['impact', 'TA0040'],
]);

const TECHNIQUE = /^t\d{4}(?:\.\d{3})?$/;
const TACTIC_ID = /^ta\d{4}$/;

/** ATT&CK ids of a rule's tags, in the order written and without repeats; tags of other namespaces are not ours to read. */
export function attackIds(tags: readonly string[]): { tactics: string[]; techniques: string[] } {
  const tactics = new Set<string>();
  const techniques = new Set<string>();
  for (const tag of tags) {
    if (!/^attack\./i.test(tag)) continue;
    const name = tag.slice('attack.'.length).toLowerCase().replaceAll('_', '-');
    const tactic = TACTICS.get(name) ?? (TACTIC_ID.test(name) ? name.toUpperCase() : undefined);
    if (tactic) tactics.add(tactic);
    else if (TECHNIQUE.test(name)) techniques.add(name.toUpperCase());
  }
  return { tactics: [...tactics], techniques: [...techniques] };
}
