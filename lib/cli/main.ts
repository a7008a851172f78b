import { Command, InvalidArgumentError } from 'commander';
import { StartError } from '../platform/database/start-error';
import { AppError } from '../platform/errors';
import { readRuntime } from '../platform/process/runtime-file';

const integer = (text: string): number => {
  const n = Number(text);
  if (!Number.isInteger(n)) throw new InvalidArgumentError('must be a whole number');
  return n;
};

const program = new Command('yagura').description('Self-hosted XDR console').showHelpAfterError('(add --help for the options)');

program.command('start').description('start database, console and worker on this machine')
  .option('--port <n>', 'port of the console (also PORT)', integer).option('--host <address>', 'address to listen on (also HOST)')
  .option('--dev', 'with hot reload', false)
  .action(async (o: { port?: number; host?: string; dev: boolean }) => {
    const { start } = await import('./start');
    process.exitCode = await start({ port: o.port ?? integer(process.env['PORT'] ?? '3000'), host: o.host ?? process.env['HOST'] ?? '0.0.0.0', dev: o.dev });
    process.exit();
  });

program.command('migrate').description('bring the database (DATABASE_URL, else the embedded one) to the newest schema').action(async () => {
  const { openDatabase } = await import('./database');
  const database = await openDatabase(() => undefined);
  await database.close();
});

program.command('drift').description('compare migrations with the schema file, in a database of its own').action(async () => {
  const { findDrift } = await import('./drift');
  const sql = await findDrift();
  if (sql) throw new StartError(`the migrations and prisma/schema.prisma differ:\n${sql}`);
  process.stdout.write('no drift\n');
});

const tenant = program.command('tenant').description('organisations');
tenant.command('create <name>').description('make a tenant with a source and an API key').option('--role <name>', 'role of the API key', 'SIEM').option('--json', 'print {"tenant","ingestToken","apiKey"}', false)
  .action(async (name: string, o: { role: string; json: boolean }) => {
    const { withCommandDatabase } = await import('./database');
    const made = await withCommandDatabase(async () => (await import('./tenant')).createTenantForCli({ name, role: o.role }));
    process.stdout.write(o.json ? `${JSON.stringify(made)}\n` : `tenant       ${made.tenant}\ningest token ${made.ingestToken}\nAPI key      ${made.apiKey}\n`);
  });

program.command('send <paths...>').description('send files or folders (or - for standard input) to a Yagura')
  .option('--format <name>', 'auto, json, windows, zeek, cef, leef or syslog', 'auto')
  .option('--url <address>', 'of the console', process.env['YAGURA_URL'] ?? readRuntime()?.url ?? 'http://localhost:3000')
  .option('--token <token>', 'ingest token of the source (also YAGURA_INGEST_TOKEN)', process.env['YAGURA_INGEST_TOKEN'])
  .option('--clock-skew-seconds <n>', 'added to record times that carry no zone', integer)
  .action(async (paths: string[], o: { format: string; url: string; token?: string; clockSkewSeconds?: number }) => {
    if (!o.token) throw new AppError('bad_request', 'An ingest token is needed: --token, or YAGURA_INGEST_TOKEN. The console shows one under Settings → Sources.');
    const { send } = await import('./send');
    const stop = new AbortController();
    // The second Ctrl-C finds no listener and ends the program as it stands.
    process.once('SIGINT', () => stop.abort());
    process.exitCode = await send({ paths, format: o.format, url: o.url, token: o.token, signal: stop.signal, out: process.stderr, ...(o.clockSkewSeconds === undefined ? {} : { clockSkewSeconds: o.clockSkewSeconds }) });
  });

program.command('detect <files...>').description('run Sigma rules over files, offline').requiredOption('--rules <folder>', 'folder of Sigma rules').option('--json', 'NDJSON on standard output', false)
  .action(async (files: string[], o: { rules: string; json: boolean }) => {
    const { detect } = await import('./detect');
    process.exitCode = await detect({ files, rules: o.rules, json: o.json, out: process.stdout, err: process.stderr });
  });

const rules = program.command('rules').description('detection rules of a tenant');
rules.command('import <path>').description('import Sigma rules from a folder, a git checkout or a zip file').requiredOption('--tenant <id>', 'number of the tenant', integer)
  .option('--set <name>', 'name of the set; its next import updates it (default: the name of the folder or file)')
  .action(async (path: string, o: { tenant: number; set?: string }) => {
    const { withCommandDatabase } = await import('./database');
    await withCommandDatabase(async () => (await import('./rules')).importRules({ path, ...o, out: process.stdout }));
  });
rules.command('list').description('list the rules of a tenant').requiredOption('--tenant <id>', 'number of the tenant', integer).option('--errors', 'what is wrong with which rule', false)
  .action(async (o: { tenant: number; errors: boolean }) => {
    const { withCommandDatabase } = await import('./database');
    await withCommandDatabase(async () => (await import('./rules')).printRules({ ...o, out: process.stdout }));
  });

program.command('correlate').description('rebuild the alerts of a tenant from its stored detections and compare them with what is stored; exit code 1 when something differs')
  .requiredOption('--tenant <slug>', 'slug or number of the tenant').requiredOption('--verify', 'compare only, change nothing')
  .action(async (o: { tenant: string }) => {
    const { withCommandDatabase } = await import('./database');
    process.exitCode = await withCommandDatabase(async () => (await import('./correlate')).verifyForCli({ tenant: o.tenant, out: process.stdout }));
  });

program.command('simulate').description('generate the ordinary life of an office and an intrusion in it, through the ingest door')
  .option('--endpoints <n>', 'number of PCs', integer, 40).option('--days <n>', 'days of activity', integer, 1).option('--rate <n>', 'records per second on average', integer)
  .option('--start <time>', 'begin of the first day, ISO 8601 (default: so that the last day ends now)').option('--seed <n>', 'same seed and start, same records', integer, 1).option('--intrusions <n>', 'number of intrusions', integer, 1)
  .option('--url <address>', 'of the console', process.env['YAGURA_URL'] ?? readRuntime()?.url ?? 'http://localhost:3000')
  .option('--token <token>', 'ingest token (also YAGURA_INGEST_TOKEN)', process.env['YAGURA_INGEST_TOKEN'])
  .option('--out <folder>', 'write files instead of sending')
  .action(async (o: { endpoints: number; days: number; start?: string; rate?: number; seed: number; intrusions: number; url: string; token?: string; out?: string }) => {
    const { simulateCommand } = await import('./simulate');
    process.exitCode = await simulateCommand(o);
  });

program.parseAsync().catch((thrown: unknown) => {
  const known = thrown instanceof StartError || thrown instanceof AppError;
  process.stderr.write(`yagura: ${known ? thrown.message : thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
  process.exit(1);
});
