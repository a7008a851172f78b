import type { Activity } from '@/lib/engine/activity/activity';
import type { Condition, ExceptionScope, Operator } from '@/lib/engine/exceptions/types';

export interface Draft { conditions: readonly Condition[]; scope: ExceptionScope }

/** What an exception can be made from: one activity and the rules that it matched. */
export interface Subject { key: string; label: string; activity: Partial<Activity>; rules: readonly { id: string; title: string }[] }

/** Properties that say what was done rather than when or by which number; the first known ones are proposed. */
const TELLING: readonly (keyof Activity)[] = [
  'processImage', 'processCommandLine', 'parentProcessImage', 'targetProcessImage', 'filePath', 'registryKey', 'serviceName', 'taskName', 'pipeName', 'shareName', 'scriptText', 'url', 'destinationDomain',
  'destinationAddress', 'sourceAddress', 'productRuleName', 'message',
];
const PROPOSED_MAX = 2;
export const VALUE_CHARS_MAX = 2_000;

/** Properties that may be chosen for a condition: everything that is known but the time. */
export function choosable(activity: Partial<Activity>): (keyof Activity)[] {
  return (Object.keys(activity) as (keyof Activity)[]).filter((property) => property !== 'observedAt' && property !== 'timeSource' && activity[property] !== undefined && activity[property] !== '');
}

const valueOf = (activity: Partial<Activity>, property: keyof Activity): string => String(activity[property] ?? '').slice(0, VALUE_CHARS_MAX);

/** A value as a condition on it: whole where it fits, else its beginning. */
export function conditionOn(activity: Partial<Activity>, property: keyof Activity): Condition {
  const operator: Operator = String(activity[property] ?? '').length > VALUE_CHARS_MAX ? 'starts' : 'equals';
  return { property, operator, values: [valueOf(activity, property)] };
}

/** Narrow to begin with: these rules, on this endpoint, by this account, doing exactly this. Widening is a choice. */
export function firstDraft({ activity, rules }: Subject): Draft {
  const known = choosable(activity), telling = TELLING.filter((property) => known.includes(property)).slice(0, PROPOSED_MAX);
  return {
    conditions: telling.map((property) => conditionOn(activity, property)),
    scope: { rules: rules.map(({ id }) => id), endpoints: activity.endpointKey === undefined ? [] : [activity.endpointKey], accounts: activity.accountKey === undefined ? [] : [activity.accountKey], sources: [] },
  };
}

export type Step = 'any_endpoint' | 'any_account' | 'user_folder' | 'numbers' | 'drop_command_line' | 'this_endpoint' | 'this_account' | 'add_parent';
export interface Suggestion { step: Step; direction: 'broader' | 'narrower'; draft: Draft }

/** Parts of a value that differ from person to person or from time to time, as wildcards. */
function generalised(text: string, step: 'user_folder' | 'numbers'): string {
  if (step === 'user_folder') return text.replace(/([\\/](?:users|home)[\\/])[^\\/]+/gi, '$1*');
  return text.replace(/\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?/gi, '*').replace(/\d{2,}/g, '*').replace(/\*{2,}/g, '*');
}

function generalise(draft: Draft, step: 'user_folder' | 'numbers'): Draft {
  const conditions = draft.conditions.map((condition) => {
    if (condition.operator !== 'equals' && condition.operator !== 'wildcard') return condition;
    const values = condition.values.map((value) => generalised(value, step));
    // What already holds a star would change its meaning.
    const changed = values.some((value, i) => value !== condition.values[i]) && (condition.operator === 'wildcard' || condition.values.every((value) => !/[*?]/.test(value)));
    return changed ? { ...condition, operator: 'wildcard' as const, values } : condition;
  });
  return { ...draft, conditions };
}

const same = (a: Draft, b: Draft): boolean => JSON.stringify(a) === JSON.stringify(b);

/** One step wider or narrower each; only those that change something. */
export function suggestions(draft: Draft, { activity }: Subject): Suggestion[] {
  const { endpointKey, accountKey, parentProcessImage } = activity, { scope, conditions } = draft;
  const without = conditions.filter(({ property }) => property !== 'processCommandLine');
  const all: Suggestion[] = [
    { step: 'any_endpoint', direction: 'broader', draft: { ...draft, scope: { ...scope, endpoints: [] } } },
    { step: 'any_account', direction: 'broader', draft: { ...draft, scope: { ...scope, accounts: [] } } },
    { step: 'user_folder', direction: 'broader', draft: generalise(draft, 'user_folder') },
    { step: 'numbers', direction: 'broader', draft: generalise(draft, 'numbers') },
    ...(without.length > 0 ? [{ step: 'drop_command_line', direction: 'broader', draft: { ...draft, conditions: without } } as const] : []),
    ...(endpointKey !== undefined && scope.endpoints.length === 0 ? [{ step: 'this_endpoint', direction: 'narrower', draft: { ...draft, scope: { ...scope, endpoints: [endpointKey] } } } as const] : []),
    ...(accountKey !== undefined && scope.accounts.length === 0 ? [{ step: 'this_account', direction: 'narrower', draft: { ...draft, scope: { ...scope, accounts: [accountKey] } } } as const] : []),
    ...(parentProcessImage !== undefined && !conditions.some(({ property }) => property === 'parentProcessImage')
      ? [{ step: 'add_parent', direction: 'narrower', draft: { ...draft, conditions: [...conditions, conditionOn(activity, 'parentProcessImage')] } } as const] : []),
  ];
  return all.filter((suggestion) => !same(suggestion.draft, draft));
}
