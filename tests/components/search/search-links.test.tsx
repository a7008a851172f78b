import { describe, expect, it } from 'vitest';
import { SearchAround, SearchValue } from '@/components/record/search-links';
import { renderPart } from '../render-support';

describe('links into Search', () => {
  it('lead from a value that other records share to all of them, whatever is in it', () => {
    const html = renderPart(<SearchValue field={{ property: 'processImage', name: 'process.executable', value: 'C:\\Tools\\a "b".exe' }} />, 'ja');
    const href = /href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(Object.fromEntries(new URL(href, 'http://x').searchParams)).toEqual({ q: 'process.executable:"C:\\Tools\\a ""b"".exe"', range: 'all' });
    expect(html).toContain('aria-label="この値を検索: C:\\Tools\\a &quot;b&quot;.exe"');
  });

  it('are not offered where a value leads nowhere', () => expect(renderPart(<SearchValue field={{ property: 'processId', name: 'process.pid', value: 4 }} />)).not.toContain('href'));

  it('lead to the minutes around a record on its endpoint', () => {
    const html = renderPart(<SearchAround at={Date.parse('2026-01-12T00:41:00Z')} endpointKey="pc-1" />);
    expect(html.match(/href=/g)).toHaveLength(3);
    expect(html).toContain('from=2026-01-12T00%3A40%3A00.000Z&amp;q=host.id%3A%22pc-1%22&amp;to=2026-01-12T00%3A42%3A00.000Z');
  });
});
