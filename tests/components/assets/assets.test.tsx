import { describe, expect, it } from 'vitest';
import { AssetIdentity } from '@/components/assets/asset-identity';
import { tagsOf } from '@/components/assets/asset-edit-dialog';
import { CriticalityBadge } from '@/components/assets/criticality-badge';
import type { AssetDetail } from '@/lib/assets/model';
import { assetFilter } from '@/lib/assets/model';
import { assetPath, assetQuery, assetSearch, readAssetQuery } from '@/lib/assets/queries';
import { parseSearch } from '@/lib/engine/query/search-parser';
import { renderPart, RENDER_NOW } from '../render-support';

const at = new Date(RENDER_NOW).toISOString();
const list = (...values: string[]) => ({ items: values.map((value) => ({ value, firstSeen: at, lastSeen: at, records: 3 })), total: values.length });
const asset: AssetDetail = {
  kind: 'endpoint', key: 'pc-0412', name: 'PC-0412.office.example', firstSeen: at, lastSeen: at, records: 1_234, criticality: 'normal', criticalityReason: '', tags: [], note: '', version: 1, mergedInto: null, merged: [],
  names: { ...list('PC-0412', '<b>PC</b>'), total: 60 }, addresses: list(), sources: [], others: list('tanaka/x'),
};

describe('identity', () => {
  it('shows names with their times, what it leaves out, and links to the accounts, in both languages', () => {
    const html = renderPart(<AssetIdentity asset={asset} canWrite />);
    expect(html).toContain('and 58 more');
    expect(html).toContain('href="/assets/accounts/tanaka%2Fx"');
    expect(html).toContain('&lt;b&gt;PC&lt;/b&gt;');
    expect(html).toContain('2026-01-12 10:00');
    expect(renderPart(<AssetIdentity asset={asset} canWrite />, 'ja')).toContain('ここで確認されたアカウント');
  });

  it('says how critical an asset is in words', () => {
    expect(renderPart(<CriticalityBadge value="critical" />)).toContain('Critical');
    expect(renderPart(<CriticalityBadge value="critical" />, 'ja')).toContain('最重要');
  });
});

describe('what is typed and linked', () => {
  it('parts tags at commas, Japanese ones too, without repeats', () => {
    expect(tagsOf('server, 東京、server，  lab ,')).toEqual(['server', '東京', 'lab']);
  });

  it('reads the URL of the list and drops what it does not know', () => {
    const filter = assetFilter.parse(readAssetQuery(new URLSearchParams('tab=accounts&criticality=critical&criticality=nonsense&not.tag=lab&seen=week&q=pc&sort=-alerts')));
    expect(filter).toMatchObject({ kind: 'account', text: 'pc', sort: 'alerts', criticality: { include: ['critical'], exclude: [] }, tag: { include: [], exclude: ['lab'] }, seen: { include: ['week'] } });
    expect(assetFilter.parse(readAssetQuery(new URLSearchParams('sort=bogus&tab=x')))).toMatchObject({ kind: 'endpoint', sort: 'last_seen' });
    expect(assetSearch(new URLSearchParams('open=1&q=b&criticality=critical'))).toBe('criticality=critical&q=b');
  });

  it('asks Search for exactly the keys, whatever stands in them', () => {
    expect(assetPath('account', 'a/b c')).toBe('/assets/accounts/a%2Fb%20c');
    expect(assetQuery('endpoint', ['pc-1'])).toBe('host.id:"pc-1"');
    for (const keys of [['pc-1'], ['we"ird', 'st*r'], ['a', 'b', 'c']]) expect(() => parseSearch(`${assetQuery('endpoint', keys)} and event.action:"logon"`)).not.toThrow();
  });
});
