import type { VariableList } from '@/lib/rules/model';

/** A variable as it is being edited: its values as lines of text. */
export interface VariableDraft { key: number; name: string; text: string; /** Rules that wait for it. */ rules: number; isNew: boolean }

/** Those without a value first, by how many rules wait for them; then the others by name. */
export function draftsOf({ variables, unset }: VariableList): VariableDraft[] {
  const waiting = unset.map(({ name, rules }) => ({ name, text: (variables[name] ?? []).join('\n'), rules }));
  const set = Object.entries(variables).filter(([name]) => !unset.some((each) => each.name === name)).map(([name, values]) => ({ name, text: values.join('\n'), rules: 0 }));
  return [...waiting, ...set].map((draft, key) => ({ ...draft, key, isNew: false }));
}

/** What is saved: one value per line, without blank ones; a name without values is left unset. */
export function valuesOf(drafts: readonly VariableDraft[]): Record<string, string[]> {
  return Object.fromEntries(drafts.flatMap(({ name, text }) => {
    const values = text.split('\n').map((line) => line.replace(/\r$/, '')).filter((line) => line.trim() !== '');
    return name === '' || values.length === 0 ? [] : [[name, values]];
  }));
}

/** Why a name cannot be used; null when it can. An empty draft is not wrong, it is not saved. */
export function wrongName(draft: VariableDraft, all: readonly VariableDraft[]): 'badName' | 'twice' | null {
  if (draft.name === '') return draft.text.trim() === '' ? null : 'badName';
  if (!/^\w{1,100}$/.test(draft.name)) return 'badName';
  return all.some((other) => other.key !== draft.key && other.name === draft.name) ? 'twice' : null;
}
