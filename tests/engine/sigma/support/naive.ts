import { cidrContains } from '../../../../lib/engine/sigma/cidr';
import type { Condition } from '../../../../lib/engine/sigma/condition';
import type { Detection, DetectionItem, SelectionNode } from '../../../../lib/engine/sigma/detection';
import type { Matcher } from '../../../../lib/engine/sigma/matcher';
import { ANY, ONE } from '../../../../lib/engine/sigma/sigma-string';
import { timePartOf } from '../../../../lib/engine/sigma/time-part';

type Fields = Readonly<Record<string, unknown>>;

const fold = (text: string): string => [...text].map((c) => (c >= 'A' && c <= 'Z' ? c.toLowerCase() : c)).join('');
const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}

function leaves(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leaves);
  return textsOf(value);
}

function textHolds(matcher: Matcher, text: string): boolean {
  switch (matcher.kind) {
    case 'exact': return (matcher.cased ? text : fold(text)) === matcher.text;
    case 'prefix': return (matcher.cased ? text : fold(text)).slice(0, matcher.text.length) === matcher.text;
    case 'suffix': return matcher.text === '' || (matcher.cased ? text : fold(text)).slice(-matcher.text.length) === matcher.text;
    case 'contains': return (matcher.cased ? text : fold(text)).split(matcher.text).length > 1 || matcher.text === '';
    case 'glob': {
      const source = matcher.parts.map((part) => (part === ANY ? '[^]*' : part === ONE ? '[^]' : escape(part))).join('');
      return new RegExp(`^${source}$`).test(matcher.cased ? text : fold(text));
    }
    case 'regex': return new RegExp(matcher.source, matcher.flags).test(text);
    case 'cidr': return cidrContains(matcher.cidr, text);
    case 'compare': {
      const number = matcher.part ? timePartOf(text, matcher.part) : text.trim() === '' ? undefined : Number(text);
      if (number === undefined) return false;
      return { lt: number < matcher.value, lte: number <= matcher.value, gt: number > matcher.value, gte: number >= matcher.value, eq: number === matcher.value }[matcher.operator];
    }
    default: return false;
  }
}

function matcherHolds(matcher: Matcher, field: string | undefined, fields: Fields): boolean {
  if (field === undefined) return leaves(fields).some((text) => textHolds(matcher, text));
  const value = fields[field];
  if (matcher.kind === 'null') return value === undefined || value === null;
  if (matcher.kind === 'exists') return (value !== undefined) === matcher.present;
  if (matcher.kind === 'fieldref') {
    const { mode, cased } = matcher;
    return textsOf(value).some((left) => textsOf(fields[matcher.field]).some((right) => textHolds({ kind: mode, text: cased ? right : fold(right), cased }, left)));
  }
  return textsOf(value).some((text) => textHolds(matcher, text));
}

function itemHolds(item: DetectionItem, fields: Fields): boolean {
  const one = (matchers: readonly Matcher[]): boolean => matchers.some((matcher) => matcherHolds(matcher, item.field, fields));
  const found = item.all ? item.values.every((value) => one(value.matchers)) : item.values.some((value) => one(value.matchers));
  if (!item.negated) return found;
  return !found && (item.field === undefined || (fields[item.field] ?? null) !== null);
}

const selectionHolds = (node: SelectionNode, fields: Fields): boolean => {
  if (node.kind === 'item') return itemHolds(node.item, fields);
  return node.kind === 'and' ? node.children.every((child) => selectionHolds(child, fields)) : node.children.some((child) => selectionHolds(child, fields));
};

/** Evaluates a rule by the book: no index, no sharing, no shortcuts. */
export function naiveMatches(detection: Detection, fields: Fields, condition: Condition = detection.condition): boolean {
  const selection = (name: string): boolean => {
    const node = detection.selections.get(name);
    return node !== undefined && selectionHolds(node, fields);
  };
  switch (condition.kind) {
    case 'selection': return selection(condition.name);
    case 'not': return !naiveMatches(detection, fields, condition.child);
    case 'of': return condition.names.filter(selection).length >= condition.count;
    case 'and': return condition.children.every((child) => naiveMatches(detection, fields, child));
    case 'or': return condition.children.some((child) => naiveMatches(detection, fields, child));
  }
}
