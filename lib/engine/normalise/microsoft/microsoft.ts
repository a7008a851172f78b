import type { Activity, Normalised } from '../../activity/activity';
import { isDeeperThan } from '../../decode/json-scan';
import { isJsonObject, type JsonObject } from '../../decode/types';
import { setAccount, setEndpoint } from '../identity';
import { setProductAlert, severityOfWord } from '../product-alert';
import type { NormaliseContext, Recogniser } from '../types';
import { genericTime, unparsed } from '../unparsed';
import { firstText, text } from '../values';
import { AlertEntities, readEntities } from './entities';
import { graphEntities } from './graph-evidence';
import { tacticId } from './tactics';

const TIMES = ['StartTime', 'StartTimeUtc', 'firstActivityDateTime', 'TimeGenerated', 'createdDateTime'];
const EMBEDDED_DEPTH_MAX = 24;

/** Microsoft's security alerts with their entities: the SecurityAlert table, and alerts of the Graph security API with evidence. */
export const microsoft: Recogniser = {
  family: 'microsoft',
  recognises: (record) => isJsonObject(record) && (isTableAlert(record) || isGraphAlert(record)),
  normalise: (record, context) => (isJsonObject(record) ? normaliseAlert(record, context) : unparsed.normalise(record, context)),
};

const isTableAlert = (record: JsonObject): boolean => record.SystemAlertId !== undefined && (record.AlertName !== undefined || record.DisplayName !== undefined || record.AlertDisplayName !== undefined);
const isGraphAlert = (record: JsonObject): boolean => Array.isArray(record.evidence) && record.title !== undefined && record.severity !== undefined;

function normaliseAlert(record: JsonObject, context: NormaliseContext): Normalised {
  const activity: Activity = { ...genericTime(record, context, TIMES), family: 'microsoft', kind: 'security_alert' };
  activity.channel = text(record.ProviderName) ?? text(record.serviceSource) ?? text(record.ProductName);
  activity.eventCode = text(record.AlertType) ?? text(record.detectorId);
  const listed = embedded(record.Entities);
  readEntities(activity, new AlertEntities(Array.isArray(listed) ? listed : graphEntities(record.evidence)));
  const compromised = text(record.CompromisedEntity);
  // The table names the entity that matters in one word, which may be a host or an account.
  if (compromised !== undefined && activity.endpointKey === undefined && activity.accountKey === undefined) {
    if (compromised.includes('\\') || compromised.includes('@')) setAccount(activity, compromised);
    else setEndpoint(activity, compromised);
  }
  const name = text(record.DisplayName) ?? text(record.AlertDisplayName) ?? text(record.AlertName) ?? text(record.title);
  activity.message = name;
  const extended = embedded(record.ExtendedProperties);
  const details = isJsonObject(extended) ? extended : {};
  setProductAlert(activity, {
    name, severity: severityOfWord(record.AlertSeverity ?? record.Severity ?? record.severity) ?? 'low', action: firstText(record.Status ?? record.status),
    attack: [
      ...tacticsOf(record.Tactics ?? record.category ?? details['MicrosoftDefenderAtp.Category'] ?? record.Intent), record.Techniques, record.SubTechniques, record.mitreTechniques, details.MitreTechniques,
    ].map((item) => embedded(item)),
  });
  return { activity, event: { product: 'microsoft', service: activity.channel ?? '', categories: ['alert'], fields: record } };
}

function tacticsOf(value: unknown): string[] {
  return (text(value) ?? '').split(/[,;]/, 20).flatMap((name) => tacticId(name) ?? []);
}

/** Lists and objects that the table keeps as JSON in a string. */
function embedded(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    // A text that only looks like JSON is a text.
    return value;
  }
  return typeof parsed === 'object' && parsed !== null && !isDeeperThan(parsed, EMBEDDED_DEPTH_MAX) ? parsed : value;
}
