import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { PipelineDetection } from '../../../lib/engine/pipeline-types';
import { compileRules } from '../../../lib/engine/sigma/rule-set';
import { LEVELS } from '../../../lib/engine/sigma/types';
import { loadPack } from '../../../lib/rules/load-pack';
import { ingest } from './pack-events';

const DATA = join(process.cwd(), '../shared/data/otrf');
const SCENARIOS = join(process.cwd(), '../shared/eval/scenarios');
const present = existsSync(DATA) && existsSync(SCENARIOS);
if (!present) console.warn('skipped: the recordings of ../shared are absent');

const rules = compileRules(await loadPack(process.cwd()));
const infoOf = new Map(rules.rules.map((rule) => [rule.id, rule]));

const inflated = (file: string): Buffer => gunzipSync(readFileSync(join(DATA, `${file}.jsonl.gz`)));
const detect = (lines: readonly string[]): PipelineDetection[] => ingest(new TextEncoder().encode(lines.join('\n')), rules).detections;
const techniquesOf = (detections: readonly PipelineDetection[]): Set<string> =>
  new Set(detections.flatMap(({ matches }) => matches.flatMap(({ ruleId }) => infoOf.get(ruleId)?.techniques ?? [])));
const filesFrom = (detections: readonly PipelineDetection[], level: (typeof LEVELS)[number]): string[] =>
  detections.flatMap(({ matches }) => matches.flatMap(({ ruleId }) => {
    const info = infoOf.get(ruleId);
    return info !== undefined && LEVELS.indexOf(info.level) >= LEVELS.indexOf(level) ? [info.file] : [];
  }));

interface Step { line: number; technique: string }
function stepsOf(scenario: string): Step[] {
  const { expected } = JSON.parse(readFileSync(join(SCENARIOS, `${scenario}.json`), 'utf8')) as { expected: { steps: Step[] } };
  return expected.steps;
}

/** One recording of each kind of act, small enough to read whole: what was done in it must be named. */
const ACTS: readonly (readonly [recording: string, technique: string])[] = [
  ['empire_launcher_sct_regsvr32', 'T1218.010'],
  ['empire_persistence_registry_modification_run_keys_elevated_user', 'T1547.001'],
  ['covenant_dcsync_dcerpc_drsuapi_DsGetNCChanges', 'T1003.006'],
  ['covenant_sc_query_dcerpc_smb_svcctl', 'T1021.002'],
  ['covenant_sharpwmi_create_dcerpc_wmi', 'T1047'],
  ['covenant_com_wsman_automation', 'T1021.006'],
  ['cmd_psexec_lsa_secrets_dump', 'T1569.002'],
  ['cmd_sam_copy_esentutl', 'T1003.002'],
  ['sysmon_log4shell_cve2021_44228_java_serialized_object', 'T1190'],
];

describe.skipIf(!present)('the built-in rule pack on recorded attacks', () => {
  it.each(ACTS)('%s: names %s', (recording, technique) => {
    expect([...techniquesOf(detect(inflated(recording).toString('utf8').split('\n')))]).toContain(technique);
  });

  it('otrf-lsass-01: names every labelled step, and takes neither the ordinary life before nor the diagnostic report after it for an attack', () => {
    const lines = inflated('metasploit_logonpasswords_lsass_memory_dump').toString('utf8').split('\n');
    const steps = stepsOf('otrf-lsass-01');
    const found = techniquesOf(detect(steps.map(({ line }) => lines[line - 1] ?? '')));
    expect(steps.map(({ technique }) => technique).filter((technique) => !found.has(technique))).toEqual([]);
    const before = lines.slice(0, 5040).filter((line, index) => index % 2 === 0 && line.includes('Microsoft-Windows-Sysmon/Operational'));
    expect(filesFrom(detect(before), 'low')).toEqual([]);
    expect(filesFrom(detect(lines.slice(36_000, 50_000).filter((_, index) => index % 4 === 0)), 'low')).toEqual([]);
  });

  it('otrf-lsass-02: names every labelled step', () => {
    const lines = inflated('metasploit_procdump_lsass_memory_dump').toString('utf8').split('\n');
    const steps = stepsOf('otrf-lsass-02');
    const found = techniquesOf(detect(steps.map(({ line }) => lines[line - 1] ?? '')));
    expect(steps.map(({ technique }) => technique).filter((technique) => !found.has(technique))).toEqual([]);
  });
});
