import 'server-only';
import { parseRuleFile } from '../engine/sigma/parse';
import type { RuleSource } from '../engine/sigma/types';
import { tenantTx } from '../platform/tx';
import { builtInRules } from './built-in-rules';
import { isEnabled } from './is-enabled';
import { findOverlays, findSoundRules, findVariables } from './store';
import type { Variables } from './parse-rule';

const FILE = 'rule.yml';

/**
 * What a back-test of this text runs with: the rule itself, first; the rules in force that it refers to, if it is a correlation, through all levels; and the
 * tenant's filters, which take from it what they take live.
 */
export async function backTestRules(tenantId: number, text: string): Promise<{ sources: RuleSource[]; variables: Variables }> {
  const builtIn = await builtInRules();
  return tenantTx(tenantId, async (tx) => {
    const overlays = new Map((await findOverlays(tx, tenantId)).map((overlay) => [overlay.ruleId, overlay]));
    const stored = await findSoundRules(tx, tenantId), variables = await findVariables(tx, tenantId);
    const replaced = new Set(stored.map(({ id }) => id));
    const own = stored.filter(({ id, status }) => isEnabled(status, overlays.get(id)));
    const original = [...builtIn.values()].filter(({ id, info }) => !replaced.has(id) && isEnabled(info.status, overlays.get(id)));
    const referred = referredSources(text, [...original, ...own].filter(({ kind }) => kind === 'rule' || kind === 'correlation'), variables);
    const filters = own.filter(({ kind }) => kind === 'filter');
    return { sources: [{ file: FILE, text }, ...referred, ...filters.map((filter) => ({ file: filter.file, text: filter.text }))], variables };
  });
}

interface Candidate extends RuleSource { id: string }

/** The rules that a correlation is made of, by id or else by name. None for any other text. */
function referredSources(text: string, candidates: readonly Candidate[], variables: Variables): RuleSource[] {
  const byId = new Map(candidates.map((rule) => [rule.id, rule]));
  const own = parseRuleFile({ file: FILE, text }, variables).correlations.map(({ info }) => info);
  const taken = new Set(own.map(({ id }) => id)), found: RuleSource[] = [];
  const wanted = own.flatMap(({ rules }) => rules);
  for (let ref = wanted.pop(); ref !== undefined; ref = wanted.pop()) {
    const rule = byId.get(ref) ?? named(ref, candidates, variables);
    if (!rule || taken.has(rule.id)) continue;
    taken.add(rule.id);
    found.push({ file: rule.file, text: rule.text });
    wanted.push(...parseRuleFile(rule, variables).correlations.flatMap(({ info }) => info.rules));
  }
  return found;
}

function named(name: string, candidates: readonly Candidate[], variables: Variables): Candidate | undefined {
  // A cheap look before the parser: few texts mention the name.
  return candidates.filter(({ text }) => text.includes(name)).find((rule) => {
    const { rules, correlations } = parseRuleFile(rule, variables);
    return [...rules, ...correlations].some(({ info }) => info.name === name);
  });
}
