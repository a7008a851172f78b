import type { Activity } from './activity/activity';
import { meaningOfTitle } from './product-words';
import type { RuleInfo, RuleMatch } from './sigma/types';
import { tacticsOfTechniques } from './technique-tactics';

const PREFIX = 'product:';
const SLUG_CHARS_MAX = 80;

/** Who stands behind the findings of each family. */
const AUTHORS: Readonly<Partial<Record<Activity['family'], string>>> = {
  suricata: 'Suricata', zeek: 'Zeek', 'vision-one': 'Trend Vision One', 'apex-central': 'Apex Central', 'deep-discovery': 'Deep Discovery Inspector', 'web-gateway': 'Web Security', windows: 'Microsoft Defender', microsoft: 'Microsoft',
};

/**
 * The rule `product:<family>:<slug>` that a product's own finding stands for, in the form that Sigma rules have, from the activity alone: whoever has stored the activity can
 * make it again and needs to store nothing else. Undefined when the activity is no product's finding.
 */
export function productRuleOf(activity: Activity): RuleInfo | undefined {
  const { productRuleName: title, productSeverity, family } = activity;
  if (title === undefined || productSeverity === undefined) return undefined;
  // The product's own word on tactics and techniques stands; without it the title's words are read.
  const { attackIds, routine } = meaningOfTitle(title);
  const ids = activity.productAttackIds?.split(',') ?? attackIds;
  const techniques = ids.filter((id) => !id.startsWith('TA')), tactics = ids.filter((id) => id.startsWith('TA'));
  const level = productSeverity === 'low' && routine ? 'informational' : productSeverity;
  return {
    id: `${PREFIX}${family}:${slugOf(title)}`, title, description: '', level, status: 'product', author: AUTHORS[family] ?? activity.channel ?? family,
    tactics: tactics.length > 0 ? tactics : tacticsOfTechniques(techniques), techniques,
    falsePositives: [], references: [], logSource: { product: family, category: 'alert' }, file: '',
  };
}

/** The rule of a stored match: one in force, or the product's own. Undefined when it is no longer here. */
export function ruleBehind(ruleId: string, activity: Activity, rules: ReadonlyMap<string, RuleInfo>): RuleInfo | undefined {
  const known = rules.get(ruleId);
  if (known !== undefined || !ruleId.startsWith(PREFIX)) return known;
  const own = productRuleOf(activity);
  return own?.id === ruleId ? own : undefined;
}

/** The match of that rule: the product's word is the reason. */
export function productMatch(rule: RuleInfo): RuleMatch {
  return { ruleId: rule.id, matched: [{ selection: 'product', field: 'rule.name', value: rule.title, pattern: rule.title }] };
}

/** Letters and digits of any script; what two long names lose is told apart by a number made of the whole. */
function slugOf(title: string): string {
  const slug = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  if (slug.length <= SLUG_CHARS_MAX) return slug === '' ? numberOf(title) : slug;
  return `${slug.slice(0, SLUG_CHARS_MAX)}-${numberOf(title)}`;
}

function numberOf(title: string): string {
  let hash = 0;
  for (let i = 0; i < title.length; i++) hash = (Math.imul(hash, 31) + title.charCodeAt(i)) >>> 0;
  return hash.toString(36);
}
