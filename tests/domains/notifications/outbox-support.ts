import type { AlertContent } from '@/lib/engine/correlate/types';
import { createTarget } from '@/lib/notifications/create-target';
import { deliverDue } from '@/lib/notifications/deliver-due';
import type { DeliveryDeps } from '@/lib/notifications/delivery-deps';
import type { Channel } from '@/lib/notifications/model';
import { noteAlertChanges, type AlertChange } from '@/lib/notifications/note-alert-changes';
import type { Clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { tenantTx } from '@/lib/platform/tx';
import { newTenant, type TestDatabase } from '../../support/database';

export class FakeClock implements Clock {
  constructor(private at = Date.parse('2026-11-23T03:00:00Z')) {}
  now(): Date { return new Date(this.at); }
  pass(ms: number): void { this.at += ms; }
}

const content = (hosts: readonly string[]): AlertContent => ({
  signalKeys: ['k'], title: { key: 'title_on_host', params: { image: 'psexec.exe', host: hosts[0] ?? 'none', account: 'KOYAMA\\sato' } }, score: 60, severity: 'high', terms: [], edges: [],
  steps: hosts.map((host, index) => ({
    number: index + 1, phase: 'execution', observedAt: 0, lastAt: 0, sentence: { key: 'step_ran', params: { account: 'KOYAMA\\sato', host, image: 'psexec.exe', command: 'psexec.exe -s', more: 0 } }, techniques: ['T1569.002'], signalKeys: ['k'], nodeIds: [],
  })),
  graph: { nodes: [], edges: [], leftOut: 0 }, impact: [...hosts.map((name) => ({ kind: 'host' as const, key: name, name, addresses: [] })), { kind: 'account', key: 'sato', name: 'KOYAMA\\sato', addresses: [] }],
  indicators: [], techniques: ['T1569.002'], tactics: ['execution'], firstSeen: 0, lastSeen: 0, model: 'chain',
});

export interface Office {
  tenantId: number; clock: FakeClock; ctx: Context; job: Context; deps: DeliveryDeps;
  target: (channel: Channel, settings?: object, more?: { config?: object; secret?: object }) => Promise<number>;
  alert: (number: number, severity?: string, hosts?: readonly string[]) => Promise<string>;
  set: (id: string, columns: Readonly<Record<string, unknown>>) => Promise<void>;
  note: (...changes: AlertChange[]) => Promise<void>;
  deliver: () => Promise<number>;
  rows: () => Promise<{ subject: string; state: string; events: string[]; held: string | null; attempts: number; outcome: string | null; error: string | null; due_at: Date }[]>;
}

/** A tenant with alerts, a clock of its own and receivers at `url`. */
export async function newOffice(db: TestDatabase, url: string): Promise<Office> {
  const { tenantId, ctx } = await newTenant(), clock = new FakeClock(), own = ctx('Master Administrator', clock);
  const job: Context = { ...own, actor: { kind: 'job', name: 'notifications' } };
  const deps: DeliveryDeps = { random: () => 1, consoleUrl: 'https://console.example/', services: { slack: `${url}/api`, lineWorksAuth: url, lineWorks: url } };
  return {
    tenantId, clock, ctx: own, job, deps,
    target: async (channel, settings = {}, { config = {}, secret } = {}) => {
      const keys = secret ?? (channel === 'slack_bot' ? { token: 'xoxb-the-token' } : channel === 'webhook' ? { url: `${url}/in/secret-path`, key: 'signing-key-of-tests' } : { url: `${url}/hook/secret-path` });
      return (await createTarget(own, { name: channel, channel, allowPrivate: true, config: channel === 'slack_bot' ? { channel: 'C1' } : config, secret: keys, settings })).id;
    },
    alert: async (number, severity = 'high', hosts = ['PC-SATO']) => {
      const id = `WB-${tenantId}-20261123-${String(number).padStart(5, '0')}`, story = content(hosts);
      await db.sql(
        `INSERT INTO alert (tenant_id, id, model, score, severity, created_sequence, created_at, updated_at, first_seen, last_seen, endpoint_count, account_count, title, content)
         VALUES ($1, $2, 'chain', 60, $3, 1, $4, $4, $4, $4, 1, 1, $5, $6)`, [tenantId, id, severity, clock.now(), JSON.stringify(story.title), JSON.stringify(story)]);
      return id;
    },
    set: async (id, columns) => {
      const names = Object.keys(columns);
      await db.sql(`UPDATE alert SET ${names.map((name, index) => `${name} = $${index + 3}`).join(', ')} WHERE tenant_id = $1 AND id = $2`, [tenantId, id, ...Object.values(columns)]);
    },
    note: (...changes) => tenantTx(tenantId, (tx) => noteAlertChanges(tx, job, changes)),
    deliver: () => deliverDue(job, deps),
    rows: () => db.sql('SELECT subject, state, events, held, attempts, outcome, error, due_at FROM notification_outbox WHERE tenant_id = $1 ORDER BY id', [tenantId]),
  };
}
