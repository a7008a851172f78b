import 'server-only';
import type { RuleSource } from '../engine/sigma/types';
import { rootFolder } from '../platform/paths';
import { loadPack } from './load-pack';
import { parseRule, type ParsedRule } from './parse-rule';

const memo = globalThis as typeof globalThis & { yaguraBuiltInRules?: Promise<ReadonlyMap<string, ParsedRule>> };

/** The built-in rules by id, read once per process. */
export function builtInRules(): Promise<ReadonlyMap<string, ParsedRule>> {
  return (memo.yaguraBuiltInRules ??= loadPack(rootFolder()).then((sources) => new Map(sources.map(parse).map((rule) => [rule.id, rule]))));
}

function parse({ file, text }: RuleSource): ParsedRule {
  return parseRule({ file, text, firstLine: 1 }, {});
}
