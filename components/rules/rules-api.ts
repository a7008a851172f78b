import * as z from 'zod/mini';
import type { BackTestDetail, BackTestRow, ImportOptions, ImportPreview, ImportResult, RuleDetail, RuleList } from '@/lib/rules/model';
import type { SavedRule } from '@/lib/rules/model';
import type { OverlayChange } from './overlay-change';
import type { Validation } from '@/lib/rules/model';
import { apiGet, apiSend } from '../shell/api';
import { collectProblems, type ProblemReport } from './collect-problems';
import { sendForm } from './send-form';

const PATH = '/api/console/rules';
const rulePath = (id: string): string => `${PATH}/${encodeURIComponent(id)}`;

/** The server's own answer, checked for its main part: what is in it is the server's type. */
const answer = <T extends object>(part: keyof T & string) => z.custom<T>((value) => typeof value === 'object' && value !== null && part in value);
const nothing = z.unknown();

/** A list that may carry its first rows only: `count` is how many there are. */
export interface RulePage extends RuleList { count: number }

export const rulesKeys = {
  list: (search: string) => ['rules', 'list', search] as const,
  lists: ['rules', 'list'] as const,
  problems: ['rules', 'problems'] as const,
  detail: (id: string) => ['rules', 'detail', id] as const,
  backTests: (ruleId: string) => ['rules', 'back-tests', ruleId] as const,
  backTest: (id: number) => ['rules', 'back-test', id] as const,
  variables: ['rules', 'variables'] as const,
};

export async function fetchRules(search: string, signal?: AbortSignal): Promise<RulePage> {
  const list = await apiGet(`${PATH}?${search}`, answer<RuleList>('rules'), signal);
  return { ...list, count: list.rules.length };
}

export async function fetchProblems(signal?: AbortSignal): Promise<ProblemReport> {
  return collectProblems(await fetchRules('errors=1', signal));
}

export async function fetchRule(id: string, signal?: AbortSignal): Promise<RuleDetail> {
  return apiGet(rulePath(id), answer<RuleDetail>('text'), signal);
}

export async function patchOverlay(id: string, change: OverlayChange): Promise<void> {
  await apiSend('PATCH', `${rulePath(id)}/overlay`, change, nothing);
}

export async function releaseRule(id: string): Promise<void> {
  await apiSend('DELETE', `${rulePath(id)}/quarantine`, undefined, nothing);
}

export async function deleteRule(id: string): Promise<void> {
  await apiSend('DELETE', rulePath(id), undefined, nothing);
}

/** `id` null makes a new rule. */
export async function saveRule(id: string | null, text: string): Promise<SavedRule> {
  return id === null ? apiSend('POST', PATH, { text }, answer<SavedRule>('id')) : apiSend('PUT', rulePath(id), { text }, answer<SavedRule>('id'));
}

export async function validateText(text: string): Promise<Validation> {
  return apiSend('POST', `${PATH}/validate`, { text }, answer<Validation>('problems'));
}

/** With a text that text is run, else the rule as it is stored. */
export async function startBackTest(input: { days: number; text?: string; ruleId?: string }): Promise<{ id: number }> {
  return apiSend('POST', `${PATH}/back-tests`, input, z.object({ id: z.number() }));
}

export async function fetchBackTest(id: number, signal?: AbortSignal): Promise<BackTestDetail> {
  return apiGet(`${PATH}/back-tests/${id}`, answer<BackTestDetail>('findings'), signal);
}

export async function fetchBackTests(ruleId: string, signal?: AbortSignal): Promise<BackTestRow[]> {
  return apiGet(`${PATH}/back-tests?ruleId=${encodeURIComponent(ruleId)}`, z.array(answer<BackTestRow>('state')), signal);
}

export async function cancelBackTest(id: number): Promise<void> {
  await apiSend('DELETE', `${PATH}/back-tests/${id}`, undefined, nothing);
}

export async function saveVariables(variables: Readonly<Record<string, readonly string[]>>): Promise<void> {
  await apiSend('PUT', `${PATH}/variables`, { variables }, nothing);
}

export type ImportFrom = { kind: 'zip'; file: File } | { kind: 'folder'; path: string };
type Sent = (sent: number, total: number) => void;

async function sendImport<T>(path: string, from: ImportFrom, options: ImportOptions, schema: { parse: (value: unknown) => T }, onSent: Sent): Promise<T> {
  if (from.kind === 'folder') return apiSend('POST', path, { path: from.path, ...options }, schema);
  const form = new FormData();
  form.set('file', from.file);
  form.set('options', JSON.stringify(options));
  return sendForm(path, form, schema, onSent);
}

export async function previewImport(from: ImportFrom, options: ImportOptions, onSent: Sent): Promise<ImportPreview> {
  return sendImport(`${PATH}/import/preview`, from, options, answer<ImportPreview>('items'), onSent);
}

export async function applyImport(from: ImportFrom, options: ImportOptions, onSent: Sent): Promise<ImportResult> {
  return sendImport(`${PATH}/import`, from, options, answer<ImportResult>('counts'), onSent);
}
