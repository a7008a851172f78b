import { spawnSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { arch, platform } from 'node:process';
import { withServer } from './server';

const version = await withServer(async ({ client }) => (await client.query<{ server_version: string }>('SHOW server_version')).rows[0]?.server_version);
const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).stdout?.trim() || 'unknown';
console.log([
  `machine     ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${platform} ${arch}`,
  `Node        ${process.versions.node} (V8 ${process.versions.v8})`,
  `PostgreSQL  ${version ?? 'unknown'} (embedded)`,
  `commit      ${commit}`,
  `load        ${loadavg().map((n) => n.toFixed(1)).join(' ')}`,
].join('\n'));
