import { compareText } from '../../correlate/text';
import { groupKeyOf, groupOf, valuesKey, type Item, type MatchedEvent } from './groups';
import { feeds, type CorrelationNode, type CorrelationPart } from './plan';
import { slide, type Stretch } from './windows';

/** A stretch of one group in which a correlation rule held; what begins to hold on another day (UTC) is another match. */
export interface CorrelationMatch {
  ruleId: string;
  /** Values of the group-by fields as the earliest event writes them. */
  group: readonly { field: string; value: string }[];
  /** The same, folded and joined: equal keys are one group. */
  groupKey: string;
  /** Begin of the UTC day on which it held. */
  day: number;
  firstAt: number;
  lastAt: number;
  /** The events that show it best: one per value or rule where those are counted; at most `EXAMPLES_MAX`, earliest first. */
  uuids: readonly string[];
  /** Observed time of each of `uuids`. */
  times: readonly number[];
  /** Events in it. */
  count: number;
  /** What was compared with the thresholds; the highest where it may only grow. */
  value: number;
}

export const EXAMPLES_MAX = 20;

/**
 * Evaluates one correlation rule over matches of its base rules. A pure function of the set of events: order and repetition change nothing. A rule holds
 * at an event when the events of its group in the timespan before and up to it meet the condition; both ends count, so events exactly one
 * timespan apart are together. A condition that more events could make false is judged only where no later event fits into the timespan.
 * Events without a field of `group-by` are in no group.
 */
export function evaluateCorrelation(node: CorrelationNode, events: readonly MatchedEvent[]): CorrelationMatch[] {
  const found = [...groupsOf(node, events)].flatMap(([groupKey, group]) => slide(node.rule, group.items).stretches.map((stretch) => matchOf(node, groupKey, group, stretch)));
  return found.sort((a, b) => a.firstAt - b.firstAt || a.lastAt - b.lastAt || compareText(a.groupKey, b.groupKey));
}

interface Group { items: Item[]; parts: readonly CorrelationPart[] }

/** The items of each group, in order of time; equal times in the order of `rules`, so that no order of arrival shows. */
function groupsOf(node: CorrelationNode, events: readonly MatchedEvent[]): Map<string, Group> {
  const groups = new Map<string, Map<string, Item>>();
  for (const [index, part] of node.parts.entries()) {
    for (const item of itemsOf(node, index, part, events)) {
      for (const key of keysOf(node, part, item)) {
        let items = groups.get(key);
        if (!items) groups.set(key, (items = new Map()));
        const known = items.get(item.id);
        items.set(item.id, known ? { ...known, parts: [...new Set([...known.parts, index])].sort((a, b) => a - b), values: [...new Set([...known.values, ...item.values])].sort(compareText) } : item);
      }
    }
  }
  return new Map([...groups].map(([key, items]) => [key, { parts: node.parts, items: [...items.values()].sort(byTime) }]));
}

const byTime = (a: Item, b: Item): number => a.at - b.at || (a.parts[0] ?? 0) - (b.parts[0] ?? 0) || compareText(a.id, b.id);

/** An inner match joins the group of each of its events: a correlation groups by its own fields only. */
function keysOf(node: CorrelationNode, part: CorrelationPart, { events }: Item): Set<string> {
  return new Set(events.flatMap((event) => groupKeyOf(event, node, part) ?? []));
}

function itemsOf(node: CorrelationNode, index: number, part: CorrelationPart, events: readonly MatchedEvent[]): Item[] {
  const { inner } = part;
  const item = (at: number, id: string, of: readonly MatchedEvent[]): Item => ({ at, id, parts: [index], events: of, values: valuesOf(node, part, of) });
  if (!inner) return events.filter(({ ruleId }) => ruleId === part.ruleId).map((event) => item(event.observedAt, event.uuid, [event]));
  const temporal = node.rule.type === 'temporal' || node.rule.type === 'temporal_ordered';
  const relevant = events.filter((event) => feeds(part, event.ruleId));
  return [...groupsOf(inner, relevant)].flatMap(([key, group]) => {
    const { moments, stretches } = slide(inner.rule, group.items);
    // Order and nearness need every moment at which the inner correlation holds; counts and sums need each of its matches once.
    const spans = temporal ? moments.map(({ from, to, at }) => ({ from, to, at })) : stretches.map(({ from, to, heldAt }) => ({ from, to, at: heldAt }));
    return spans.map(({ from, to, at }) => item(at, `${inner.rule.id}\0${key}\0${at}\0${from}`, eventsOf(group.items.slice(from, to + 1))));
  });
}

function valuesOf(node: CorrelationNode, part: CorrelationPart, events: readonly MatchedEvent[]): string[] {
  const { fields } = node.rule;
  return fields.length === 0 ? [] : events.flatMap((event) => valuesKey(fields, event, node, part) ?? []);
}

function eventsOf(items: readonly Item[]): MatchedEvent[] {
  const found = new Map<string, MatchedEvent>();
  for (const { events } of items) for (const event of events) found.set(`${event.ruleId}\0${event.uuid}`, event);
  return [...found.values()].sort((a, b) => a.observedAt - b.observedAt || compareText(a.uuid, b.uuid) || compareText(a.ruleId, b.ruleId));
}

function matchOf(node: CorrelationNode, groupKey: string, { items, parts }: Group, { from, to, day, value }: Stretch): CorrelationMatch {
  const within = items.slice(from, to + 1);
  const events = eventsOf(within);
  const shown = [...new Map(eventsOf(tellingItems(node, within)).map(({ uuid, observedAt }) => [uuid, observedAt]))].slice(0, EXAMPLES_MAX);
  const first = events.find((event) => parts.some((part) => feeds(part, event.ruleId) && groupKeyOf(event, node, part) === groupKey));
  const part = parts.find((candidate) => first && feeds(candidate, first.ruleId) && groupKeyOf(first, node, candidate) === groupKey);
  return {
    ruleId: node.rule.id,
    group: first && part ? groupOf(first, node, part) : [],
    groupKey,
    day,
    firstAt: events[0]?.observedAt ?? 0,
    lastAt: events.at(-1)?.observedAt ?? 0,
    uuids: shown.map(([uuid]) => uuid),
    times: shown.map(([, at]) => at),
    count: new Set(events.map(({ uuid }) => uuid)).size,
    value,
  };
}

/** The first item of each value or rule where these are counted; else all. */
function tellingItems({ rule: { type } }: CorrelationNode, items: readonly Item[]): Item[] {
  const tellOf = type === 'value_count' || type === 'value_percentile' ? (item: Item) => item.values : type === 'temporal' || type === 'temporal_ordered' ? (item: Item) => item.parts : undefined;
  if (!tellOf) return [...items];
  const seen = new Set<string | number>();
  return items.filter((item) => {
    const news = tellOf(item).filter((value) => !seen.has(value));
    for (const value of news) seen.add(value);
    return news.length > 0;
  });
}
