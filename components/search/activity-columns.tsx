'use client';
import { useMemo } from 'react';
import type { ActivityHit } from '@/lib/activities/model';
import type { Activity } from '@/lib/engine/activity/activity';
import { fieldByName, type CatalogueField } from '@/lib/engine/activity/catalogue';
import { FieldValue, isMono } from '../record/field-value';
import type { Column } from '../table/column';
import { Time } from '../time/time';
import { MiddleTruncate } from '../ui/middle-truncate';
import type { PressedValue } from './value-menu';
import { useFieldLabel } from './use-search-facets';

/** Values that end in what matters: they are cut in their middle. */
const PATHS: ReadonlySet<keyof Activity> = new Set(['processImage', 'parentProcessImage', 'targetProcessImage', 'filePath', 'registryKey', 'pipeName', 'shareName']);
const WIDTHS: Partial<Record<keyof Activity, number>> = { kind: 164, processImage: 200, parentProcessImage: 200, targetProcessImage: 200, processCommandLine: 300, parentProcessCommandLine: 320, filePath: 280, registryKey: 300, message: 320, url: 280, scriptText: 320 };
const GROWING: ReadonlySet<keyof Activity> = new Set(['processCommandLine', 'parentProcessCommandLine', 'message', 'url', 'scriptText', 'filePath', 'registryKey']);

/** Words of the sensor that have a name in the reader's language. */
const SAID: ReadonlySet<keyof Activity> = new Set(['kind', 'timeSource']);
const SHOWN_CHARS = 300;

const NONE = <span className="text-content-tertiary">—</span>;

interface CellProps { hit: ActivityHit; field: CatalogueField; onPress: (pressed: PressedValue) => void }

/** A value that opens the ways on from it. The row's keys stay the row's: by keyboard the same ways are in the record's panel. */
function ValueCell({ hit, field: { property, name }, onPress }: CellProps) {
  const value = hit.activity[property];
  if (value === undefined || value === '') return NONE;
  const field = { property, name, value };
  return (
    <button type="button" tabIndex={-1} title={String(value).slice(0, 1_000)} aria-haspopup="menu" className="block max-w-full truncate text-left hover:text-content-accent hover:underline"
      onClick={(event) => { const { left, top, width, height } = event.currentTarget.getBoundingClientRect(); onPress({ hit, property, value, box: { left, top, width, height } }); }}>
      {PATHS.has(property) ? <MiddleTruncate value={String(value)} tail={20} /> : typeof value === 'string' && !SAID.has(property) ? value.slice(0, SHOWN_CHARS) : <FieldValue field={field} />}
    </button>
  );
}

/** Time first, then the fields that the URL chooses. */
export function useActivityColumns(names: readonly string[], onPress: (pressed: PressedValue) => void): Column<ActivityHit>[] {
  const label = useFieldLabel();
  return useMemo(() => [
    { id: '@timestamp', header: label('@timestamp'), width: 192, cell: ({ activity }) => (activity.observedAt === undefined ? NONE : <Time at={activity.observedAt} mode="absolute" />) },
    ...names.flatMap((name): Column<ActivityHit>[] => {
      const field = fieldByName(name);
      if (field === undefined) return [];
      const { property, type } = field, mono = isMono({ property, name, value: '' });
      return [{
        id: name, header: label(name), width: WIDTHS[property] ?? (type === 'number' ? 110 : 140), mono, ...(GROWING.has(property) ? { grow: true } : {}), ...(type === 'number' ? { align: 'end' as const } : {}),
        cell: (hit) => <ValueCell hit={hit} field={field} onPress={onPress} />,
      }];
    }),
  ], [names, label, onPress]);
}
