import type { JsonObject } from '../../decode/types';
import { setAccount } from '../identity';
import { applyMap, text } from '../values';
import { NO_CATEGORIES, type EventMapping, type ReadableEvent } from './reader';

/** Both PowerShell logs by event id; the ids of the two do not meet. */
const POWERSHELL_EVENTS: Readonly<Record<number, EventMapping | undefined>> = {
  400: { kind: 'script', categories: ['ps_classic_start'] },
  403: { kind: 'script' },
  600: { kind: 'script', categories: ['ps_classic_provider_start'] },
  800: { kind: 'script', categories: ['ps_classic_script'] },
  4100: { kind: 'script', map: { text: [['scriptText', 'Payload']] } },
  4103: { kind: 'script', categories: ['ps_module'], map: { text: [['scriptText', 'Payload']] } },
  4104: { kind: 'script', categories: ['ps_script'], map: { text: [['scriptText', 'ScriptBlockText'], ['filePath', 'Path']] } },
};
const CLASSIC_IDS_MAX = 4000;

/** Reads both PowerShell logs. The classic log has no named fields: its text is `Data`, as rules call it. */
export function readPowershell(event: ReadableEvent): readonly string[] {
  const { fields, eventId, activity, message } = event;
  const mapping = POWERSHELL_EVENTS[eventId];
  if (mapping === undefined) return NO_CATEGORIES;
  activity.kind = mapping.kind;
  if (mapping.map !== undefined) applyMap(activity, fields, mapping.map);
  if (eventId < CLASSIC_IDS_MAX) readClassic(event);
  if (eventId === 4104 && activity.scriptText === undefined && message !== undefined) restoreScriptBlock(fields, message, activity);
  const context = text(fields.ContextInfo) ?? (eventId === 4103 ? message : undefined);
  setAccount(activity, userOf(context) ?? userOf(eventId < CLASSIC_IDS_MAX ? text(activity.scriptText) : undefined));
  const application = context === undefined ? undefined : /\bHost Application = ([^\r\n]+)/.exec(context)?.[1];
  if (application !== undefined) activity.processCommandLine = application.trim();
  return mapping.categories ?? NO_CATEGORIES;
}

function readClassic({ fields, activity, message }: ReadableEvent): void {
  const data = fields.Data ?? fields.param1;
  if (fields.Data === undefined && message !== undefined) fields.Data = message;
  const said = Array.isArray(data) ? data.filter((part) => typeof part === 'string').join('\n') : text(data);
  activity.scriptText = text(said) ?? message;
  const application = activity.scriptText === undefined ? undefined : /\bHostApplication=([^\r\n]+)/.exec(activity.scriptText)?.[1];
  if (application !== undefined) activity.processCommandLine = application.trim();
}

const SCRIPT_BLOCK = /^Creating Scriptblock text \(\d+ of \d+\):\r?\n([\s\S]*?)(?:\r?\n\r?\nScriptBlock ID: |$)/;

function restoreScriptBlock(fields: JsonObject, message: string, activity: { scriptText?: string }): void {
  const script = text(SCRIPT_BLOCK.exec(message)?.[1]);
  if (script === undefined) return;
  activity.scriptText = script;
  fields.ScriptBlockText = script;
}

function userOf(context: string | undefined): string | undefined {
  if (context === undefined) return undefined;
  return text(/\bUser(?:Id)? ?= ?([^\r\n]+)/.exec(context)?.[1]?.trim());
}
