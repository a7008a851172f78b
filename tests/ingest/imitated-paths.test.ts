import { existsSync, readdirSync } from 'node:fs';
import { getPathMatch } from 'next/dist/shared/lib/router/utils/path-match';
import { describe, expect, it } from 'vitest';
import { IMITATED_PATHS } from '../../lib/ingest/imitated-paths';
import { config } from '../../proxy';

/** An address that a rule of the table matches. */
const example = (source: string): string => source.replaceAll(/:\w+\(([^|)]+)[^)]*\)/g, '$1').replaceAll(/:path\*/g, 'some/thing').replaceAll(/:\w+/g, 'logs');

describe('addresses of other products', () => {
  it('never pass the pages\' middleware, which would cut their bodies', () => {
    const matches = config.matcher.map((matcher) => getPathMatch(matcher));
    const caught = IMITATED_PATHS.map(({ source }) => example(source)).filter((path) => path !== '/' && matches.some((match) => match(path) !== false));
    expect(caught).toEqual([]);
    expect(matches.some((match) => match('/workbench') !== false)).toBe(true);
    expect(matches.some((match) => match('/') !== false)).toBe(true);
  });

  it('all lead to a route below app/api', () => {
    const folders = new Set(readdirSync('app/api', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('route.ts')).map((file) => file.split('/').slice(0, 2).join('/')));
    for (const { destination } of IMITATED_PATHS) {
      expect(destination).toMatch(/^\/api\//);
      expect([...folders], destination).toContain(destination.split('/').slice(2, 4).join('/'));
    }
    expect(existsSync('app/_bulk')).toBe(false);
  });
});
