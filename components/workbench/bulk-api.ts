import * as z from 'zod/mini';
import { readAlertQuery } from '@/lib/alerts/queries';
import type { AlertChange } from '../alert/alert-data';
import { apiSend } from '../shell/api';
import { workbenchQuery } from './workbench-params';

const PATH = '/api/console/alerts/bulk';

/** Ticked rows, or all that the list's filter finds. */
export type Chosen = { ids: readonly string[] } | { filter: URLSearchParams };

/** `expected`: how many the person was told. Gives the name by which it is undone. */
export async function sendBulk(chosen: Chosen, expected: number, change: AlertChange): Promise<{ changed: number; undo: string }> {
  return apiSend('POST', PATH, { ...bodyOf(chosen), expected, change }, z.object({ changed: z.number(), undo: z.string() }));
}

export async function undoBulk(undo: string): Promise<{ undone: number; skipped: number }> {
  return apiSend('POST', `${PATH}/undo`, { undo }, z.object({ undone: z.number(), skipped: z.number() }));
}

function bodyOf(chosen: Chosen): object {
  if ('ids' in chosen) return { ids: chosen.ids };
  const { sort: _sort, cursor: _cursor, limit: _limit, ...filter } = readAlertQuery(workbenchQuery(chosen.filter, Date.now(), null));
  return { filter };
}
