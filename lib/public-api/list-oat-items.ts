import 'server-only';
import { listDetections } from '../detections/list-detections';
import type { FilterNode } from '../engine/query/filter';
import type { RuleInfo } from '../engine/sigma/types';
import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { ruleIndex } from '../rules/rule-index';
import { oatItem } from './oat-item';
import { nextLink, withSpan, type PageQuery } from './page-token';
import { readV3Filter } from './v3-filter';
import { oneOf } from './v3-route';
import { readV3Time } from './v3-time';

const DAY_MS = 86_400_000;
const SPAN_DAYS_MAX = 365;

/** Detections store rule ids, not names: a name stands for every rule of that title. */
function namesToIds(node: FilterNode, rules: Iterable<RuleInfo>): FilterNode {
  if (node.type === 'not') return { ...node, item: namesToIds(node.item, rules) };
  if (node.type !== 'compare') return { ...node, items: node.items.map((item) => namesToIds(item, rules)) };
  if (node.field !== 'filterName') return node;
  const fits = (title: string) => node.op === 'eq' ? title === node.value : title.toLowerCase().includes(node.value.toLowerCase());
  const items = [...rules].filter((r) => fits(r.title)).map((r) => ({ type: 'compare', field: 'filterId', op: 'eq', value: r.id }) as const);
  return { type: 'or', items: items.length ? items : [{ type: 'compare', field: 'filterId', op: 'eq', value: '' }] };
}

function readSpan(params: URLSearchParams, now: Date) {
  const target = ['detectedStartDateTime', 'detectedEndDateTime'].some((p) => params.has(p)) ? 'observed' : 'received';
  const name = target === 'observed' ? 'detected' : 'ingested';
  const to = readV3Time(`${name}EndDateTime`, params.get(`${name}EndDateTime`), new Date(now.getTime() + 1_000));
  const from = readV3Time(`${name}StartDateTime`, params.get(`${name}StartDateTime`), new Date(to.getTime() - DAY_MS));
  if (from >= to) throw new AppError('bad_request', `${name}StartDateTime must be before ${name}EndDateTime.`);
  if (to.getTime() - from.getTime() > SPAN_DAYS_MAX * DAY_MS) throw new AppError('bad_request', `The span may be at most ${SPAN_DAYS_MAX} days.`);
  return { target, from: from.toISOString(), to: to.toISOString() } as const;
}

/** One page of `GET /v3.0/oat/detections`: start inclusive, end exclusive, newest first. */
export async function listOatItems(ctx: Context, query: PageQuery, path: string) {
  const rules = await ruleIndex(ctx.tenantId), where = readV3Filter(query.filter);
  const limit = Number(oneOf('top', query.params.get('top'), ['50', '100', '200'], '50'));
  const span = readSpan(query.params, ctx.clock.now());
  const page = await listDetections(ctx, { ...span, limit, cursor: query.cursor, ...(where ? { where: namesToIds(where, [...rules.values()]) } : {}) });
  const name = span.target === 'observed' ? 'detected' : 'ingested';
  const asked = withSpan(query, { [`${name}StartDateTime`]: span.from, [`${name}EndDateTime`]: span.to });
  const items = page.items.map((d) => oatItem(d, rules));
  return { totalCount: page.total, count: items.length, items, ...(page.cursor === undefined ? {} : { nextLink: nextLink(path, asked, page.cursor) }) };
}
