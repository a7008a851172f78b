'use client';
import { useId, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Facet, RecordDetail } from '@/lib/detections/model';
import { AssetIconLink } from '../assets/asset-icon-link';
import { useMessage } from '../i18n/use-message';
import { Time } from '../time/time';
import { CopyButton } from '../ui/copy-button';
import { MiddleTruncate } from '../ui/middle-truncate';
import { PropertiesTable, type PropertyRow } from '../ui/properties-table';
import { FieldValue, isMono } from './field-value';
import { groupFields, type FieldValue as Field } from './field-groups';
import { MatchExplanation } from './match-explanation';
import { OriginalRecord } from './original-record';
import { SearchAround, SearchValue } from './search-links';
import { ValueFilter } from './value-filter';

/** Properties whose value is a value of a facet. */
const FACET_OF: Partial<Record<Field['property'], Facet>> = { endpointKey: 'endpoint', accountKey: 'account' };

interface Props {
  record: RecordDetail;
  /** On a screen with detection facets in its URL: values can be kept or hidden from here. */
  filterable?: boolean;
}

/** All that is known of one record: why it was detected, its normalised fields, the original. */
export function RecordView({ record, filterable = false }: Props) {
  const t = useTranslations('record');
  const groups = groupFields(record.activity);
  return (
    <div className="flex flex-col gap-6 px-5 py-4">
      {record.detection !== null && (
        <Section title={t('why')}>
          {record.detection.matches.map((match) => <MatchExplanation key={match.ruleId} match={match} filterable={filterable} />)}
        </Section>
      )}
      <Section title={t('fields')} note={record.complete ? undefined : t('incomplete')}>
        <div className="flex flex-col gap-4">
          {groups.map(({ group, fields }) => (
            <div key={group} role="group" aria-label={t(`groups.${group}`)}>
              <h4 className="label-caps mb-1">{t(`groups.${group}`)}</h4>
              <Fields fields={fields} filterable={filterable} />
            </div>
          ))}
        </div>
      </Section>
      <Section title={t('original')}><OriginalRecord record={record} /></Section>
      <Section title={t('origin')}>
        <PropertiesTable rows={[
          { key: 'source', label: t('source'), value: <span className="flex items-start gap-1"><span className="min-w-0 flex-1">{record.sourceName}</span>{filterable && <ValueFilter facet="source" value={String(record.sourceId)} label={record.sourceName} always />}</span> },
          { key: 'received', label: t('received'), value: <Time at={record.receivedAt} mode="absolute" /> },
          ...(record.activity.observedAt === undefined ? [] : [{ key: 'around', label: t('around'), value: <SearchAround at={record.activity.observedAt} endpointKey={record.activity.endpointKey} /> }]),
          { key: 'uuid', label: t('uuid'), value: <MiddleTruncate value={record.uuid} />, copy: record.uuid },
        ]} />
      </Section>
    </div>
  );
}

function Fields({ fields, filterable }: { fields: readonly Field[]; filterable: boolean }) {
  const t = useTranslations('record');
  const message = useMessage();
  const label = (field: Field): string => (field.property === 'timeSource' ? t('timeSource') : message(`field.${field.property}`));
  const rows = fields.map((field): PropertyRow => {
    const facet = filterable ? FACET_OF[field.property] : undefined;
    return {
      key: field.property, mono: isMono(field),
      label: <span title={field.name}>{label(field)}</span>,
      value: (
        <span className="flex items-start gap-1">
          <span className="min-w-0 flex-1"><FieldValue field={field} /></span>
          <AssetOf field={field} />
          <SearchValue field={field} />
          {facet !== undefined && <ValueFilter facet={facet} value={String(field.value)} label={String(field.value)} always />}
          {isMono(field) && <CopyButton value={String(field.value)} label={t('copyValue', { name: label(field) })} className="-my-0.5" />}
        </span>
      ),
    };
  });
  return <PropertiesTable rows={rows} />;
}

/** From a key to the page of what it names. */
function AssetOf({ field: { property, value } }: { field: Field }) {
  if (property !== 'endpointKey' && property !== 'accountKey') return null;
  return <AssetIconLink kind={property === 'endpointKey' ? 'endpoint' : 'account'} assetKey={String(value)} name={String(value)} />;
}

function Section({ title, note, children }: { title: string; note?: string | undefined; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="mb-2 text-lg font-medium">{title}</h3>
      {note !== undefined && <p className="mb-2 text-sm text-content-tertiary">{note}</p>}
      {children}
    </section>
  );
}
