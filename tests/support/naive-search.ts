import type { Activity } from '../../lib/engine/activity/activity';
import { FIELD_CATALOGUE } from '../../lib/engine/activity/catalogue';
import type { SearchNode, ValueTest } from '../../lib/engine/query/search';
import { isNumeric, type ActivityProperty } from '../../lib/engine/segment/columns';
import { cidrContains, parseCidr } from '../../lib/engine/sigma/cidr';
import { ANY } from '../../lib/engine/sigma/sigma-string';

/** The meaning of a query in its plainest form: one activity, one value at a time, with JavaScript's own regular expressions. */
export function naivelyMatches(node: SearchNode, activity: Partial<Activity>): boolean {
  switch (node.type) {
    case 'all': return true;
    case 'and': return node.items.every((item) => naivelyMatches(item, activity));
    case 'or': return node.items.some((item) => naivelyMatches(item, activity));
    case 'not': return !naivelyMatches(node.item, activity);
    case 'test': {
      const properties: ActivityProperty[] = node.property === 'any' ? FIELD_CATALOGUE.map(({ property }) => property).filter((property) => !isNumeric(property)) : [node.property];
      return properties.some((property) => { const value = activity[property]; return value !== undefined && value !== '' && holds(node.test, value); });
    }
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function holds(test: ValueTest, value: string | number): boolean {
  if (test.kind === 'exists') return true;
  if (typeof value === 'number') {
    return test.kind === 'range' && (test.minOpen ? value > test.min : value >= test.min) && (test.maxOpen ? value < test.max : value <= test.max);
  }
  const text = value.toLowerCase();
  switch (test.kind) {
    case 'equals': return text === test.value.toLowerCase();
    case 'contains': return text.includes(test.text.toLowerCase());
    case 'pattern': return new RegExp(`^${test.parts.map((part) => (part === ANY ? '[^]*' : escaped(String(part).toLowerCase()))).join('')}$`).test(text);
    case 'regex': return new RegExp(test.source, 'i').test(value);
    case 'network': { const cidr = parseCidr(test.cidr); return cidr !== undefined && cidrContains(cidr, value); }
    case 'range': return false;
  }
}
