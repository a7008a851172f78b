import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { LEVELS } from '../../../lib/engine/sigma/types';
import { compileRules } from '../../../lib/engine/sigma/rule-set';
import { loadPack } from '../../../lib/rules/load-pack';
import { readPackEvents, rulesMatching } from './pack-events';

const ROOT = process.cwd();
// Models and what they are made of have courses of events, and tests of their own.
const sources = (await loadPack(ROOT)).filter(({ file }) => !file.startsWith('models/'));
const rules = compileRules(sources);
const ruleOf = new Map(rules.rules.map((rule) => [rule.file, rule]));
const texts = sources.map(({ file, text }) => ({ file, rule: parse(text) as { id: string; level: string; tags: string[]; title: string; author: string } }));

describe('the built-in rule pack', () => {
  it('holds at least 60 rules and loads every one of them without an error', () => {
    expect(rules.errors).toEqual([]);
    expect(rules.rules.length).toBe(sources.length);
    expect(sources.length).toBeGreaterThanOrEqual(60);
  });

  it('gives every rule its own id, title and a level of Sigma', () => {
    expect(new Set(texts.map(({ rule }) => rule.id)).size).toBe(texts.length);
    expect(new Set(texts.map(({ rule }) => rule.title)).size).toBe(texts.length);
    expect(texts.filter(({ rule }) => !LEVELS.some((level) => level === rule.level)).map(({ file }) => file)).toEqual([]);
    expect(texts.filter(({ rule }) => !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(rule.id)).map(({ file }) => file)).toEqual([]);
    expect(texts.filter(({ rule }) => rule.author !== 'Yagura').map(({ file }) => file)).toEqual([]);
  });

  it('tags every rule with a tactic and a technique of ATT&CK, and with nothing that is neither', () => {
    for (const { file, rule } of texts) {
      const info = ruleOf.get(file);
      expect(info?.tactics.length, file).toBeGreaterThan(0);
      expect(info?.techniques.length, file).toBeGreaterThan(0);
      expect((info?.tactics.length ?? 0) + (info?.techniques.length ?? 0), file).toBe(new Set(rule.tags).size);
    }
  });

  it('says for every rule what it means and what else may cause it', () => {
    for (const { file } of texts) {
      const info = ruleOf.get(file);
      expect(info?.description.length, file).toBeGreaterThan(30);
      expect(info?.falsePositives.length, file).toBeGreaterThan(0);
    }
  });

  it.each(sources.map(({ file }) => file))('%s matches its positive events and leaves its negative ones alone', (file) => {
    const id = ruleOf.get(file)?.id ?? '';
    const { positive, negative } = readPackEvents(ROOT, file);
    expect(positive.length).toBeGreaterThanOrEqual(2);
    expect(negative.length).toBeGreaterThanOrEqual(2);
    for (const event of positive) expect(rulesMatching(event, rules).ruleIds, JSON.stringify(event)).toContain(id);
    for (const event of negative) {
      const outcome = rulesMatching(event, rules);
      expect(outcome.ruleIds, JSON.stringify(event)).not.toContain(id);
      expect(outcome.family, JSON.stringify(event)).not.toBe('unparsed');
    }
  });
});
