import type pg from 'pg';

export interface ConsoleSizes { activities: number; detections: number; alerts: number }

const DAYS = 30;

/** SQL for the copy's shift back in time: copies are spread over the last `DAYS` days. */
const BACK = `(n % ${DAYS}) * interval '1 day' + (n / ${DAYS}) * interval '37 seconds'`;

/** Expressions for the columns in which a copy differs from its original; `n` is the number of the copy. */
const CHANGED = {
  activity_segment: {
    chunk_id: 'chunk_id + n * 1000000::bigint', received_day: `received_day - n % ${DAYS}`, first_observed: `first_observed - ${BACK}`, last_observed: `last_observed - ${BACK}`,
  },
  detection: { chunk_id: 'chunk_id + n * 1000000::bigint', received_day: `received_day - n % ${DAYS}`, observed_at: `observed_at - ${BACK}`, received_at: `received_at - ${BACK}` },
  alert: {
    id: "left(id, -5) || lpad((right(id, 5)::int + n * 50)::text, 5, '0')", score: '(n * 7919 % 100)::smallint', first_seen: `first_seen - ${BACK}`, last_seen: `last_seen - ${BACK}`,
    created_at: `created_at - ${BACK}`, updated_at: `updated_at - ${BACK}`, merged_into: 'NULL',
    severity: "(ARRAY['low','medium','high','critical'])[1 + n % 4]", status: "(ARRAY['open','open','in_progress','closed'])[1 + n / 4 % 4]",
  },
  signal: {
    key: "key || '#' || n", first_seen: `first_seen - ${BACK}`, last_seen: `last_seen - ${BACK}`,
    alert_id: "left(alert_id, -5) || lpad((right(alert_id, 5)::int + n * 50)::text, 5, '0')",
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

async function multiply(client: pg.Client, tenant: number, table: keyof typeof CHANGED, wanted: number, only = 'true'): Promise<void> {
  const { rows: [have] } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE tenant_id = $1 AND ${only}`, [tenant]);
  const copies = have && have.n > 0 ? Math.ceil(wanted / have.n) - 1 : 0;
  if (copies < 1) return;
  const { rows } = await client.query<{ name: string }>('SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum', [table]);
  const changed: Readonly<Record<string, string>> = CHANGED[table];
  const names = rows.map(({ name }) => `"${name}"`).join(', '), values = rows.map(({ name }) => changed[name] ?? `"${name}"`).join(', ');
  await client.query(`INSERT INTO ${table} (${names}) SELECT ${values} FROM ${table}, generate_series(1, ${copies}) AS n WHERE tenant_id = $1 AND ${only}`, [tenant]);
}

/** Multiplies what a tenant has to the wanted sizes, spread over the last month, so that lists and plans meet real proportions. */
export async function multiplyTenant(client: pg.Client, tenant: number, sizes: ConsoleSizes): Promise<ConsoleSizes> {
  await client.query('SELECT ensure_partitions(current_date - $1::int, $1::int)', [DAYS]);
  const { rows: [stored] } = await client.query<{ each: number }>('SELECT coalesce(avg(rows), 1)::float8 AS each FROM activity_segment WHERE tenant_id = $1', [tenant]);
  await multiply(client, tenant, 'activity_segment', Math.ceil(sizes.activities / (stored?.each ?? 1)));
  await multiply(client, tenant, 'detection', sizes.detections);
  // An alert's copies take its signals with them: as many of each.
  const { rows: [alerts] } = await client.query<{ alerts: number; signals: number }>(
    'SELECT (SELECT count(*) FROM alert WHERE tenant_id = $1)::int AS alerts, (SELECT count(*) FROM signal WHERE tenant_id = $1 AND alert_id IS NOT NULL)::int AS signals', [tenant]);
  if (alerts && alerts.alerts > 0) await multiply(client, tenant, 'signal', Math.ceil(sizes.alerts / alerts.alerts) * alerts.signals, 'alert_id IS NOT NULL');
  await multiply(client, tenant, 'alert', sizes.alerts);
  await client.query('VACUUM ANALYZE');
  const { rows } = await client.query<ConsoleSizes>(
    `SELECT (SELECT sum(rows) FROM activity_segment WHERE tenant_id = $1)::int AS activities, (SELECT count(*) FROM detection WHERE tenant_id = $1)::int AS detections,
      (SELECT count(*) FROM alert WHERE tenant_id = $1)::int AS alerts`, [tenant]);
  if (!rows[0]) throw new Error('the tenant cannot be counted');
  return rows[0];
}
