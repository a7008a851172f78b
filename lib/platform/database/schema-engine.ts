import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { EventEmitter } from 'node:events';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, DriverAdapterError } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { __wbg_set_wasm, SchemaEngine, type MigrationList, type SchemaFilter } from '@prisma/schema-engine-wasm/schema_engine_bg';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

/** Day partitions and the job library's own tables belong to nobody's schema file. */
function filtersOf(externalTables: readonly string[]): SchemaFilter {
  return { externalTables: [...externalTables], externalEnums: [] };
}

let loaded: Promise<void> | undefined;

/** Prisma's schema engine as WebAssembly: the `prisma` command would download a native one, which a machine without internet cannot. */
function loadWasm(): Promise<void> {
  return (loaded ??= (async () => {
    const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const bytes = await readFile(join(dirname(entry), 'schema_engine_bg.wasm'));
    const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports });
    __wbg_set_wasm(instance.exports);
    const start = instance.exports['__wbindgen_start'];
    if (typeof start === 'function') start();
  })());
}

/** The migrations folder in the form that the engine takes. */
export async function readMigrations(folder: string): Promise<MigrationList> {
  const names = (await readdir(folder, { withFileTypes: true })).filter((e) => e.isDirectory()).map((e) => e.name).sort();
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: await readFile(join(folder, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(names.map(async (path) => ({
      path,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: await readFile(join(folder, path, 'migration.sql'), 'utf8') } },
    }))),
  };
}

const OID_CHAR = 18, OID_TEXT = 25;

/** The engine reads catalogue columns of PostgreSQL's one-byte type "char", which the adapter does not know: they are announced as text. */
function catalogueReader(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('connect', (client) => {
    const { connection } = client as unknown as { connection: EventEmitter };
    connection.prependListener('rowDescription', (message: { fields: { dataTypeID: number }[] }) => {
      for (const field of message.fields) if (field.dataTypeID === OID_CHAR) field.dataTypeID = OID_TEXT;
    });
  });
  return pool;
}

/** The adapter cuts scripts at every semicolon, which breaks function bodies: the server takes a whole script as it is. */
class WholeScriptPg extends PrismaPg {
  constructor(private readonly pool: pg.Pool) { super(pool); }
  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      try { await this.pool.query(script); } catch (thrown) {
        if (!(thrown instanceof pg.DatabaseError)) throw thrown;
        const { code = 'XX000', severity = 'ERROR', message, detail, hint: hintText, column } = thrown;
        throw new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint: hintText, originalCode: code, originalMessage: message });
      }
    };
    return adapter;
  }
}

async function withEngine<T>(url: string, schema: string | undefined, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  await loadWasm();
  const pool = catalogueReader(url);
  const factory = bindMigrationAwareSqlAdapterFactory(new WholeScriptPg(pool));
  const engine = await SchemaEngine.new({ datamodels: schema === undefined ? undefined : [['schema.prisma', schema]] }, () => undefined, factory);
  try { return await work(engine); } finally { engine.free(); await pool.end(); }
}

/** Applies what is missing, in order, and records it in `_prisma_migrations`. Returns the names applied now. */
export async function applyMigrations(url: string, folder: string, externalTables: readonly string[]): Promise<string[]> {
  const migrationsList = await readMigrations(folder);
  const filters = filtersOf(externalTables);
  return withEngine(url, undefined, async (engine) => {
    // A script runs as one transaction: an attempt that was cut off left nothing behind but its mark.
    const { failedMigrationNames } = await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters });
    for (const migrationName of failedMigrationNames) await engine.markMigrationRolledBack({ migrationName });
    return (await engine.applyMigrations({ migrationsList, filters })).appliedMigrationNames;
  });
}

/** SQL that would bring the live database to the schema file: empty text when there is no drift. */
export async function schemaDrift(url: string, schema: string, externalTables: readonly string[]): Promise<string> {
  const to = { tag: 'schemaDatamodel' as const, files: [{ path: 'schema.prisma', content: schema }] };
  const from = { tag: 'schemaDatasource' as const, files: to.files, configDir: '.' };
  const filters = filtersOf(externalTables);
  return withEngine(url, schema, async (engine) => (await engine.diff({ from, to, script: true, exitCode: null, filters })).stdout ?? '');
}
