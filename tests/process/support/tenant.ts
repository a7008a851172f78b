import pg from 'pg';
import { yagura, type Command } from './command';
import type { Variables } from './environment';
import { until } from './until';

export interface Keys { tenant: number; ingestToken: string; apiKey: string }

export interface Stored { activities: number; places: number; chunks: number; bodies: number; received: number; rejects: number; opened: number; alerts: number }

interface V3Alert { id: string; score: number; description: string; matchedRules: { matchedFilters: { matchedEvents: unknown[] }[] }[] }

const STORED_SQL = `SELECT
  (SELECT coalesce(sum(rows), 0)::int FROM activity_segment WHERE tenant_id = $1) AS activities,
  (SELECT count(DISTINCT (chunk_id, first_ordinal + n))::int FROM activity_segment, generate_series(0, rows - 1) AS n WHERE tenant_id = $1) AS places,
  (SELECT count(*)::int FROM chunk WHERE tenant_id = $1) AS chunks,
  (SELECT count(DISTINCT sha256(content))::int FROM chunk WHERE tenant_id = $1) AS bodies,
  (SELECT coalesce(sum(received), 0)::int FROM chunk WHERE tenant_id = $1) AS received,
  (SELECT count(*)::int FROM reject WHERE tenant_id = $1) AS rejects,
  (SELECT count(*)::int FROM audit WHERE tenant_id = $1 AND action = 'alert.opened') AS opened,
  (SELECT count(*)::int FROM alert WHERE tenant_id = $1) AS alerts`;

/** A tenant of a running Yagura as a sender and a caller of the public API meet it; what is stored is counted behind its back. */
export class TestTenant {
  constructor(readonly url: string, private readonly databaseUrl: () => string, readonly keys: Keys) {}

  static async create(name: string, url: string, databaseUrl: () => string, env: Variables): Promise<TestTenant> {
    const { code, stdout, stderr } = await yagura(['tenant', 'create', name, '--json'], { env }).outcome;
    if (code !== 0) throw new Error(`tenant create ended with ${code}: ${stderr}`);
    return new TestTenant(url, databaseUrl, JSON.parse(stdout) as Keys);
  }

  send(path: string): Command {
    return yagura(['send', path, '--url', this.url, '--token', this.keys.ingestToken]);
  }

  async query<R extends pg.QueryResultRow>(sql: string): Promise<R[]> {
    const client = new pg.Client({ connectionString: this.databaseUrl() });
    client.on('error', () => undefined); // its server may be killed on purpose
    await client.connect();
    try { return (await client.query<R>(sql, [this.keys.tenant])).rows; } finally { await client.end(); }
  }

  async chunks(): Promise<number> {
    return (await this.query<{ n: number }>('SELECT count(*)::int AS n FROM chunk WHERE tenant_id = $1'))[0]?.n ?? 0;
  }

  async stored(): Promise<Stored> {
    const [row] = await this.query<Stored & pg.QueryResultRow>(STORED_SQL);
    if (!row) throw new Error('no counts');
    return row;
  }

  /** Waits until everything acknowledged has been through correlation. */
  async correlated(): Promise<void> {
    await until('all is correlated', async () => {
      const answer = await fetch(`${this.url}/api/ingest/status`, { headers: { authorization: `Bearer ${this.keys.ingestToken}` } }).catch(() => undefined);
      return answer?.ok === true && ((await answer.json()) as { pending: number }).pending === 0;
    });
  }

  async alerts(): Promise<V3Alert[]> {
    const answer = await fetch(`${this.url}/v3.0/workbench/alerts`, { headers: { authorization: `Bearer ${this.keys.apiKey}` } });
    if (!answer.ok) throw new Error(`alerts: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { items: V3Alert[] }).items;
  }

  /** What the alerts say, without what differs between tenants by nature: ids, addresses of records, times of writing. */
  async stories(): Promise<unknown[]> {
    const content = new Map((await this.query<{ id: string; keys: string[] }>(`SELECT id, content->'signalKeys' AS keys FROM alert WHERE tenant_id = $1`)).map((row) => [row.id, row.keys]));
    const stories = (await this.alerts()).map((alert) => ({
      ...alert, id: '', workbenchLink: '', createdDateTime: '', updatedDateTime: '', signalKeys: [...content.get(alert.id) ?? []].sort(),
      matchedRules: alert.matchedRules.map((rule) => ({ ...rule, matchedFilters: rule.matchedFilters.map((filter) => ({ ...filter, matchedEvents: filter.matchedEvents.length })) })),
    }));
    return stories.sort((a, b) => b.score - a.score || a.description.localeCompare(b.description));
  }
}
