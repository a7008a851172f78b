import type { ProductSeverity } from '../activity/activity';
import type { JsonObject } from '../decode/types';
import { severityOfWord, severityOnScale } from './product-alert';
import { suricataGroupSeverity } from './suricata/severity';
import { at, number, text } from './values';

/** Elastic's risk scores and severities, 0 to 100. */
const RISK: readonly (readonly [number, ProductSeverity])[] = [[0, 'informational'], [21, 'low'], [47, 'medium'], [73, 'high'], [99, 'critical']];
/** Wazuh's rule levels, 0 to 15. */
const WAZUH: readonly (readonly [number, ProductSeverity])[] = [[0, 'informational'], [4, 'low'], [8, 'medium'], [12, 'high'], [15, 'critical']];
/** Suricata's priorities, where 1 is gravest. */
const SURICATA: Readonly<Record<number, ProductSeverity | undefined>> = { 1: 'high', 2: 'medium', 3: 'low', 4: 'informational' };

const WORDS = ['kibana.alert.severity', 'signal.rule.severity', 'event.severity_label', 'vulnerability.severity', 'event.severity', 'rule.severity', 'severity', 'log.level'];

/**
 * How grave the product behind an alert in Elastic Common Schema calls it: its own word, else its number on the scale of that product, else the group
 * that a Suricata signature names. What says nothing is low: a product found it worth an alert.
 */
export function ecsSeverity(record: JsonObject, provider: string | undefined): ProductSeverity {
  for (const path of WORDS) {
    const word = severityOfWord(at(record, path));
    if (word !== undefined) return word;
  }
  const written = number(at(record, 'event.severity')) ?? number(at(record, 'event.risk_score'));
  const level = number(at(record, 'rule.level'));
  if (level !== undefined) return severityOnScale(level, WAZUH) ?? 'low';
  const signature = (text(at(record, 'rule.name')) ?? '').replace(/^.*?Alert - /, '');
  if (/suricata/i.test(provider ?? '') && written !== undefined && written <= 4) return suricataGroupSeverity(signature) ?? SURICATA[written] ?? 'low';
  return severityOnScale(written, RISK) ?? suricataGroupSeverity(signature) ?? 'low';
}
