import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The thread as the product's build makes it, but of the sources as they are now. It lies below node_modules, where its packages are found. */
export async function buildPipelineThread(): Promise<{ file: string; remove: () => void }> {
  const cache = join(process.cwd(), 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'yagura-test-'));
  const file = join(folder, 'pipeline-thread.mjs');
  await build({
    entryPoints: [join(process.cwd(), 'lib/ingest/pipeline-thread.ts')], outfile: file, bundle: true, platform: 'node', format: 'esm', target: 'node20',
    packages: 'external', sourcemap: 'inline', logLevel: 'warning', alias: { 'server-only': join(process.cwd(), 'node_modules/server-only/empty.js') },
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
