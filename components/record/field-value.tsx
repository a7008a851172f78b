'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { useMessage } from '../i18n/use-message';
import { Time } from '../time/time';
import type { FieldValue as Field } from './field-groups';

/** Identifiers and texts of machines: they are read letter by letter. */
const PLAIN: ReadonlySet<Field['property']> = new Set(['observedAt', 'timeSource', 'family', 'kind', 'endpointName', 'accountName', 'targetAccountName', 'message', 'bytesOut', 'bytesIn', 'logonType']);

export function isMono({ property }: Field): boolean {
  return !PLAIN.has(property);
}

/** One value of an activity as a person reads it. */
export function FieldValue({ field: { property, value } }: { field: Field }) {
  const t = useTranslations('record');
  const message = useMessage();
  const format = useFormatter();
  if (property === 'observedAt') return <Time at={value} mode="absolute" />;
  if (property === 'kind') return message(`kind.${value}`);
  if (property === 'timeSource') return message(`record.timeSources.${value}`);
  if (property === 'logonType') return message.has(`record.logonTypes.${value}`) ? <>{value} <span className="text-content-tertiary">{message(`record.logonTypes.${value}`)}</span></> : value;
  if ((property === 'bytesOut' || property === 'bytesIn') && typeof value === 'number') return t('bytes', { bytes: format.number(value) });
  return <span className="whitespace-pre-wrap">{value}</span>;
}
