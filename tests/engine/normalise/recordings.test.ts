import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../lib/engine/activity/activity';
import { isDecodeError, runPipeline } from '../../../lib/engine/pipeline';
import type { PipelineResult } from '../../../lib/engine/pipeline-types';
import { silentRules } from '../pipeline/fake-rules';

/** Real recordings that lie beside the project; without them these tests are skipped. */
const data = join(import.meta.dirname, '../../../../shared/data');
const LINES_MAX = 300;
const RECEIVED_AT = Date.UTC(2026, 0, 1);

function read(file: string): Uint8Array {
  const bytes = readFileSync(join(data, file));
  return new Uint8Array(file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
}

/** The beginning of a recording, up to a whole line: inflating all of it would take the time that the tests have. */
function readBeginning(file: string): Uint8Array {
  const bytes = readFileSync(join(data, file));
  const inflated = file.endsWith('.gz') ? gunzipSync(bytes.subarray(0, 48 * 1024), { finishFlush: constants.Z_SYNC_FLUSH }) : bytes;
  const whole = file.endsWith('.gz') && bytes.length > 48 * 1024 ? inflated.subarray(0, inflated.lastIndexOf(10) + 1) : inflated;
  return firstLines(new Uint8Array(whole), LINES_MAX);
}

function firstLines(bytes: Uint8Array, lines: number): Uint8Array {
  let end = 0;
  for (let i = 0; i < lines; i++) {
    const newline = bytes.indexOf(10, end);
    if (newline < 0) return bytes;
    end = newline + 1;
  }
  return bytes.subarray(0, end);
}

function run(body: Uint8Array, clockSkewSeconds = 0): PipelineResult {
  const outcome = runPipeline(body, silentRules, { format: 'auto', clockSkewSeconds, receivedAt: RECEIVED_AT, limits: { recordsMax: 1_000_000, recordBytesMax: 1 << 20, depthMax: 64 } });
  if (isDecodeError(outcome)) throw new Error(outcome.reason);
  return outcome;
}

function files(folder: string, pattern: RegExp): string[] {
  const root = join(data, folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => pattern.test(file)).map((file) => join(folder, file));
}

const unclear = (a: Activity) => a.family !== 'windows' || a.endpointKey === undefined || a.timeSource === 'received' || a.channel === undefined || a.eventCode === undefined;

describe.skipIf(!existsSync(data))('recordings of real machines (skipped where ../shared/data is absent)', () => {
  it.each([['otrf', /\.jsonl(\.gz)?$/], ['evtx-to-mitre-json', /\.jsonl$/]])('every Windows record of %s is understood: family, endpoint, channel, event id, time', (folder, pattern) => {
    for (const file of files(folder, pattern)) {
      const { activities, rejects } = run(readBeginning(file));
      expect(rejects, file).toEqual([]);
      expect(activities.filter(unclear).slice(0, 1), file).toEqual([]);
    }
  }, 30_000);

  it('every Zeek record is understood as Zeek', () => {
    for (const file of files('zeek', /\.(log|json|labeled)(\.gz)?$/)) {
      const { activities, rejects } = run(readBeginning(file));
      expect(rejects, file).toEqual([]);
      expect(activities.filter((a) => a.family !== 'zeek' || a.channel === 'unknown').slice(0, 1), file).toEqual([]);
    }
  });

  it('every Suricata record is understood as Suricata, and every alert is a finding with a severity', () => {
    for (const file of files('suricata', /\.jsonl?(\.gz)?$/)) {
      const { activities, rejects, detections } = run(read(file));
      expect(rejects, file).toEqual([]);
      expect(activities.filter((a) => a.family !== 'suricata' || a.timeSource === 'received').slice(0, 1), file).toEqual([]);
      expect(detections, file).toHaveLength(activities.filter((a) => a.kind === 'security_alert').length);
    }
  });

  it('every alert with entities says where or who, how grave, and which techniques', () => {
    const { activities, detections } = run(read('alerts/secrl-feed.jsonl'));
    expect(detections).toHaveLength(activities.length);
    expect(activities.filter((a) => a.endpointKey === undefined && a.accountKey === undefined).map((a) => a.message)).toEqual([]);
    expect(detections.filter(({ productRule }) => (productRule?.techniques.length ?? 0) > 0).length).toBeGreaterThan(activities.length / 2);
  });

  it('the steps of a campaign have the times, hosts and users that its ground truth gives', () => {
    const { activities } = run(read('otrf/metasploit_logonpasswords_lsass_memory_dump.jsonl.gz'), 68_400);
    const steps: readonly (readonly [line: number, utc: string, kind: Activity['kind']])[] = [
      [8824, '2023-08-16T04:54:30Z', 'process_start'], [12489, '2023-08-16T04:54:54Z', 'process_start'], [21078, '2023-08-16T04:55:31Z', 'process_start'],
      [50145, '2023-08-16T04:56:15Z', 'service_install'], [31343, '2023-08-16T04:57:27Z', 'remote_thread'], [34637, '2023-08-16T04:58:33Z', 'process_access'],
    ];
    const found = steps.map(([line]) => activities[line - 1]).map((a) => [a?.kind, a?.endpointKey, Math.floor((a?.observedAt ?? 0) / 1000)]);
    expect(found).toEqual(steps.map(([, utc, kind]) => [kind, 'mkt01', Date.parse(utc) / 1000]));
    expect(activities[8823]?.accountKey).toBe('pedro.gustavo');
  }, 30_000);
});
