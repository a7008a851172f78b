import 'server-only';
import { listAlertsWhole } from '../alerts/list-alerts-whole';
import type { AlertFilterInput } from '../alerts/model';
import type { Context } from '../platform/context';
import { env } from '../platform/env';
import { ruleIndex } from '../rules/rule-index';
import { alertItem, type Say } from './alert-item';
import { nextLink, withSpan, type PageQuery } from './page-token';
import { readV3Filter } from './v3-filter';
import { oneOf } from './v3-route';
import { readV3Time, v3Time } from './v3-time';

const DAY_MS = 86_400_000;
/** Alerts on one page: the field's clients expect ten. */
const PAGE = 10;
const ORDERS = ['createdDateTime desc', 'updatedDateTime desc', 'score desc'] as const;
const SORT = { 'createdDateTime desc': 'created', 'updatedDateTime desc': 'updated', 'score desc': 'score' } as const;

/** One page of `GET /v3.0/workbench/alerts`. */
export async function listAlertItems(ctx: Context, query: PageQuery, path: string, say: Say) {
  const { params } = query, now = ctx.clock.now();
  const from = readV3Time('startDateTime', params.get('startDateTime'), new Date(now.getTime() - DAY_MS));
  const to = readV3Time('endDateTime', params.get('endDateTime'), new Date(now.getTime() + 1_000));
  const target = oneOf('dateTimeTarget', params.get('dateTimeTarget'), ['createdDateTime', 'updatedDateTime'], 'createdDateTime');
  const order = oneOf('orderBy', params.get('orderBy'), ORDERS, 'createdDateTime desc');
  const filter: AlertFilterInput = {
    from: from.toISOString(), to: to.toISOString(), target: target === 'createdDateTime' ? 'created' : 'updated', sort: SORT[order], limit: PAGE,
    where: readV3Filter(query.filter), cursor: query.cursor,
  };
  const page = await listAlertsWhole(ctx, filter), rules = await ruleIndex(ctx.tenantId);
  const asked = withSpan(query, { startDateTime: v3Time(from), endDateTime: to.toISOString() });
  const items = page.items.map(({ row, content, signals }) => alertItem(row, content, signals, rules, say, env().YAGURA_URL));
  return { totalCount: page.total, count: items.length, items, ...(page.cursor === undefined ? {} : { nextLink: nextLink(path, asked, page.cursor) }) };
}
