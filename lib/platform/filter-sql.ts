import { AppError } from './errors';
import { Prisma } from './generated/prisma/client';

interface Compare { field: string; op: string; value: string }
type Node = { type: 'and' | 'or'; items: readonly Node[] } | { type: 'not'; item: Node } | ({ type: 'compare' } & Compare);

/** What a slice allows to filter on: field → SQL of one comparison. Throws nothing; an operator that it cannot do returns undefined. */
export type FilterFields = Readonly<Record<string, (op: string, value: string) => Prisma.Sql | undefined>>;

/** A text expression compared as the filter language does: `eq` exact, `contains` and `startswith` without regard to case. */
export function textField(expression: Prisma.Sql): FilterFields[string] {
  return (op, value) => {
    if (op === 'eq') return Prisma.sql`${expression} = ${value}`;
    if (op === 'contains') return Prisma.sql`position(lower(${value}) IN lower(${expression})) > 0`;
    if (op === 'startswith') return Prisma.sql`starts_with(lower(${expression}), lower(${value}))`;
    return undefined;
  };
}

/** A filter tree as SQL. Unknown fields and operators are the caller's error, named with what is allowed. */
export function filterSql(node: Node, fields: FilterFields): Prisma.Sql {
  if (node.type === 'not') return Prisma.sql`NOT (${filterSql(node.item, fields)})`;
  if (node.type !== 'compare') return Prisma.sql`(${Prisma.join(node.items.map((item) => filterSql(item, fields)), node.type === 'and' ? ' AND ' : ' OR ')})`;
  const field = Object.hasOwn(fields, node.field) ? fields[node.field] : undefined;
  if (!field) throw new AppError('bad_request', `The field "${node.field}" cannot be filtered on; allowed are ${Object.keys(fields).join(', ')}.`);
  const sql = field(node.op, node.value);
  if (!sql) throw new AppError('bad_request', `The operator "${node.op}" is not allowed on "${node.field}".`);
  return Prisma.sql`coalesce(${sql}, FALSE)`;
}
