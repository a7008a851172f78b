import type { Channel, Config, TargetSettings, TargetView } from '@/lib/notifications/model';
import { TARGET_FIELDS, type FieldName, type TargetField } from './target-fields';

/** A target as a form holds it: every value as it is typed. */
export interface TargetDraft {
  id?: number; version?: number; name: string; channel: Channel; values: Partial<Record<FieldName, string>>; enabled: boolean; allowPrivate: boolean; settings: TargetSettings;
}

export function newDraft(language: 'en' | 'ja', timeZone: string): TargetDraft {
  return {
    name: '', channel: 'slack_bot', values: {}, enabled: true, allowPrivate: false,
    settings: { minSeverity: 'medium', events: ['opened', 'raised', 'assigned', 'closed'], language, timeZone, quiet: null, digest: { kind: 'immediate' }, perHour: 30 },
  };
}

const shown = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : value === undefined || value === null ? '' : String(value));

/** What is stored, as a form; keys stay empty. */
export function draftOf({ id, version, name, channel, config, enabled, allowPrivate, settings }: TargetView): TargetDraft {
  const stored: Readonly<Record<string, unknown>> = { ...config };
  const values = Object.fromEntries(TARGET_FIELDS[channel].filter(({ secret }) => secret !== true).map((field) => [field.name, shown(stored[field.name])]));
  return { id, version, name, channel, values, enabled, allowPrivate, settings };
}

/** The value of a field as the form shows it: what was typed, or what is usual. */
export function valueOf({ values }: TargetDraft, { name }: TargetField): string {
  return values[name] ?? (name === 'port' ? '465' : name === 'security' ? 'tls' : '');
}

function inputOf(field: TargetField, text: string): string | number | string[] | undefined {
  if (field.kind === 'number') return Number(text);
  if (field.kind === 'list') return text.split(/[\s,;]+/).filter((part) => part !== '');
  return text === '' ? undefined : text;
}

/** What still has to be typed. Stored keys may stay: all of them or none. */
export function missingFields(draft: TargetDraft): FieldName[] {
  const keeps = keepsSecret(draft);
  return TARGET_FIELDS[draft.channel].filter((field) => field.optional !== true && valueOf(draft, field).trim() === '' && !(keeps && field.secret === true)).map(({ name }) => name);
}

const keepsSecret = (draft: TargetDraft): boolean => draft.id !== undefined && TARGET_FIELDS[draft.channel].every((field) => field.secret !== true || valueOf(draft, field).trim() === '');

export interface TargetInput { name: string; channel?: Channel; version?: number; enabled: boolean; allowPrivate: boolean; settings: TargetSettings; config: Config; secret?: object }

/** The draft as the server takes it. */
export function toInput(draft: TargetDraft): TargetInput {
  const { id, version, name, channel, enabled, allowPrivate, settings } = draft;
  const part = (secret: boolean): object => Object.fromEntries(TARGET_FIELDS[channel].filter((field) => (field.secret === true) === secret).flatMap((field) => {
    const value = inputOf(field, valueOf(draft, field).trim());
    return value === undefined ? [] : [[field.name, value]];
  }));
  return {
    name: name.trim(), enabled, allowPrivate, settings, config: part(false) as Config, ...(id === undefined ? { channel } : {}), ...(version === undefined ? {} : { version }),
    ...(keepsSecret(draft) ? {} : { secret: part(true) }),
  };
}
