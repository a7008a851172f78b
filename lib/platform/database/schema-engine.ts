import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { EventEmitter } from 'node:events';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum, DriverAdapterError } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { log } from '../log';
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
    // The engine reports a crash through this global before it throws.
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => log.error({ message }, 'schema engine crashed') } });
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

/**
 * The driver adapter as the schema engine needs it. Two things differ from the published one: scripts go to the server whole (it cuts them at every
 * semicolon, which breaks function bodies), and catalogue columns of the one-byte type "char", which it refuses, arrive as characters.
 */
class SchemaPg extends PrismaPg {
  private readonly charColumns = new Set<string>();

  constructor(private readonly pool: pg.Pool) {
    super(pool);
    pool.on('connect', (client) => {
      const { connection } = client as unknown as { connection: EventEmitter };
      connection.prependListener('rowDescription', (message: { fields: { name: string; dataTypeID: number }[] }) => {
        for (const field of message.fields.filter((f) => f.dataTypeID === OID_CHAR)) { this.charColumns.add(field.name); field.dataTypeID = OID_TEXT; }
      });
    });
  }

  override async connect() {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      return { ...result, columnTypes: result.columnTypes.map((type, i) => (this.charColumns.has(result.columnNames[i] ?? '') ? ColumnTypeEnum.Character : type)) };
    };
    adapter.executeScript = (script) => this.executeWhole(script);
    return adapter;
  }

  private async executeWhole(script: string): Promise<void> {
    try { await this.pool.query(script); } catch (thrown) {
      if (!(thrown instanceof pg.DatabaseError)) throw thrown;
      const { code = 'XX000', severity = 'ERROR', message, detail, hint, column } = thrown;
      throw new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint, originalCode: code, originalMessage: message });
    }
  }
}

async function withEngine<T>(url: string, schema: string | undefined, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  await loadWasm();
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const factory = bindMigrationAwareSqlAdapterFactory(new SchemaPg(pool));
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
