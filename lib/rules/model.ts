import { z } from 'zod';
import type { Sentence, Severity } from '../engine/correlate/types';
import { LEVELS, type Level, type RuleInfo } from '../engine/sigma/types';
import { BACK_TEST_LIMITS, RULE_TEXT_CHARS_MAX, VARIABLE_LIMITS } from './limits';

export const ORIGINS = ['built-in', 'imported', 'own'] as const;
export type Origin = (typeof ORIGINS)[number];
export const KINDS = ['rule', 'correlation', 'filter', 'broken'] as const;
export type Kind = (typeof KINDS)[number];

/** What is wrong with a rule, and where in its file. A warning: sound, but a placeholder has no value. */
export interface RuleProblem { severity: 'error' | 'warning'; file: string; line: number; column: number; ruleId?: string; reason: string }

/** What a rule did that took it out of force, or would have, were it not built in. */
export interface RuleExcess { reason: 'matches' | 'share' | 'cost'; matches: number; records: number; nanosecondsPerEvent: number | null }

/** How the findings of closed alerts judge a rule: the share of its signals in alerts that turned out to be nothing. */
export interface RuleOutcome {
  count: number;
  lastFired: string | null;
  judged: number;
  falsePositives: number;
  /** Records matched per UTC day of the last 30, today last; empty when there were none. */
  daily: readonly number[];
}

/** A rule as the list shows it, with the tenant's decisions applied. */
export interface RuleRow {
  id: string;
  title: string;
  kind: Kind;
  origin: Origin;
  originSet: string;
  /** Differs from what was imported or built in. */
  edited: boolean;
  author: string;
  status: string;
  /** In force for this tenant; `ruleLevel` is the author's. */
  level: Level;
  ruleLevel: Level;
  enabled: boolean;
  quarantined: boolean;
  excess: (RuleExcess & { at: string }) | null;
  tactics: readonly string[];
  techniques: readonly string[];
  logSource: string;
  file: string;
  problems: readonly RuleProblem[];
  outcome: RuleOutcome | null;
  nanosecondsPerEvent: number | null;
  updatedAt: string | null;
}

export const RULE_FACETS = ['level', 'status', 'tactic', 'technique', 'logSource', 'origin', 'originSet', 'kind', 'state'] as const;
export type RuleFacet = (typeof RULE_FACETS)[number];
/** What a rule is doing; each rule is in one of these. */
export const RULE_STATES = ['in force', 'disabled', 'quarantined', 'broken', 'placeholder unset'] as const;
export type RuleState = (typeof RULE_STATES)[number];

const values = z.array(z.string().max(200)).max(50).optional();
export const ruleFilter = z.object({
  text: z.string().max(200).optional(),
  level: values, status: values, tactic: values, technique: values, logSource: values, origin: values, originSet: values, kind: values, state: values,
  errors: z.boolean().optional(),
});
export type RuleFilter = z.infer<typeof ruleFilter>;

export interface RuleList {
  rules: RuleRow[];
  total: number;
  facets: Record<RuleFacet, { value: string; count: number }[]>;
  imports: { originSet: string; importedAt: string; counts: ImportCounts; problems: RuleProblem[] }[];
}

export interface SelectionPart { selection: string; field: string | null; negated: boolean; all: boolean; how: string[]; values: string[]; valueCount: number }

export interface RuleTest { positive: boolean; event: string; matches: boolean }

/** An alert that a rule took part in; `count` are the records that the rule gave to it. */
export interface RuleAlert {
  id: string; title: Sentence; severity: Severity; status: 'open' | 'in_progress' | 'closed'; lastSeen: string; count: number;
  finding: 'true_positive' | 'benign_true_positive' | 'false_positive' | 'noteworthy' | 'no_findings' | null;
}

export interface RuleDetail extends RuleRow {
  text: string;
  upstreamText: string | null;
  info: RuleInfo;
  parts: SelectionPart[];
  tests: RuleTest[];
  /** UTC days of the last 90 on which it fired. */
  hits: { day: string; count: number }[];
  /** The latest alerts that it took part in, and how many there are. */
  alerts: { rows: RuleAlert[]; total: number };
}

export const overlayInput = z.strictObject({ enabled: z.boolean().nullable().optional(), level: z.enum(LEVELS).nullable().optional() })
  .refine((o) => o.enabled !== undefined || o.level !== undefined, 'enabled or level is needed');
export const ruleTextInput = z.strictObject({ text: z.string().min(1, 'must not be empty').max(RULE_TEXT_CHARS_MAX, `must have at most ${RULE_TEXT_CHARS_MAX} characters`) });

/** What a rule that is being written amounts to. */
export interface Validation { kind: Kind; info: RuleInfo; problems: RuleProblem[]; parts: SelectionPart[] }
/** `problems` are warnings: a rule with errors is not saved. */
export interface SavedRule { id: string; problems: RuleProblem[]; version: string }

export const originSetName = z.string().trim().min(1, 'must not be empty').max(100).regex(/^[\w .@/+-]+$/, 'may hold letters, digits and . _ - + @ /');
export const RESOLUTIONS = ['keep', 'take'] as const;
/** `keep` and `take` settle a conflict: the local edit, or what upstream says now. */
export const importOptions = z.strictObject({ set: originSetName, resolve: z.record(z.string().max(400), z.enum(RESOLUTIONS)).default({}), removeMissing: z.boolean().default(true) });
export type ImportOptions = z.infer<typeof importOptions>;

export const IMPORT_CHANGES = ['added', 'updated', 'unchanged', 'removed', 'conflict'] as const;
export type ImportChange = (typeof IMPORT_CHANGES)[number];
export type ImportCounts = Record<ImportChange, number> & { problems: number; filesWithoutRules: number };
export interface ImportItem { id: string; title: string; file: string; change: ImportChange; /** Why it is a conflict. */ reason?: 'edited' | 'edited-and-removed' | 'other-set' | 'own'; edited: boolean; replacesBuiltIn: boolean }
export interface ImportTexts { upstreamOld: string | null; upstreamNew: string | null; local: string | null }
export interface ImportPreview { counts: ImportCounts; items: ImportItem[]; texts: Record<string, ImportTexts>; problems: RuleProblem[] }
export interface ImportResult { counts: ImportCounts; problems: RuleProblem[]; version: string }

export const variablesInput = z.strictObject({
  variables: z.record(z.string().regex(/^\w{1,100}$/, 'a name has letters, digits and _'), z.array(z.string().max(VARIABLE_LIMITS.valueCharsMax)).max(VARIABLE_LIMITS.valuesMax))
    .refine((all) => Object.keys(all).length <= VARIABLE_LIMITS.namesMax, `at most ${VARIABLE_LIMITS.namesMax} variables`),
});
/** `unset`: names that rules use and that have no value, with how many rules wait for each. */
export interface VariableList { variables: Record<string, string[]>; unset: { name: string; rules: number }[] }

const days = z.coerce.number().int().min(1).max(BACK_TEST_LIMITS.daysMax);
export const backTestInput = z.union([
  z.strictObject({ days, text: ruleTextInput.shape.text, ruleId: z.string().max(400).optional() }),
  z.strictObject({ days, ruleId: z.string().max(400) }),
]);
export const backTestId = z.coerce.number().int().positive().max(2_147_483_647);

export const BACK_TEST_STATES = ['queued', 'running', 'done', 'cancelled', 'failed'] as const;
export type BackTestState = (typeof BACK_TEST_STATES)[number];
export const countsSchema = z.record(z.string(), z.number());
export const findingsSchema = z.object({ sample: z.array(z.string()), byEndpoint: countsSchema, byAccount: countsSchema, byDay: countsSchema, byGroup: countsSchema.default({}), keysLeftOut: z.boolean() });
/** `sample` are record uuids. `byGroup` is how often a correlation rule held for which values of its fields. `keysLeftOut`: there were more endpoints or accounts than are counted. */
export type BackTestFindings = z.infer<typeof findingsSchema>;

export interface BackTestRow {
  id: number; ruleId: string | null; title: string; days: number; state: BackTestState; chunksTotal: number; chunksDone: number; records: number; matches: number;
  error: string | null; createdBy: string; createdAt: string; startedAt: string | null; finishedAt: string | null;
}
export interface BackTestDetail extends BackTestRow { ruleText: string; findings: BackTestFindings }
