import { describe, expect, it } from 'vitest';
import { withDatabase } from '../support/database';
import { apiKey, newBulkSource } from './bulk-sender';
import { withRouteServer } from './dialect-server';

withDatabase();
const server = withRouteServer();

describe('Elasticsearch: what clients ask before they send', () => {
  it('who the server is, with a key or with Basic', async () => {
    const { token } = await newBulkSource();
    for (const authorization of [apiKey(token), `Basic ${Buffer.from(`elastic:${token}`).toString('base64')}`]) {
      const response = await fetch(server.url('/'), { headers: { authorization } });
      expect(response.headers.get('x-elastic-product')).toBe('Elasticsearch');
      expect(await response.json()).toMatchObject({ version: { number: expect.stringMatching(/^8\./) }, tagline: 'You Know, for Search' });
      const head = await fetch(server.url('/'), { method: 'HEAD', headers: { authorization } });
      expect([head.status, head.headers.get('x-elastic-product')]).toEqual([200, 'Elasticsearch']);
    }
  });

  it('licence, policies, templates, pipelines, nodes, health', async () => {
    const { token } = await newBulkSource();
    const ask = async (path: string, method = 'GET') => {
      const response = await fetch(server.url(path), { method, headers: { authorization: apiKey(token) }, body: method === 'PUT' ? '{}' : null });
      return [response.status, method === 'HEAD' ? null : await response.json()];
    };
    expect(await ask('/_license')).toMatchObject([200, { license: { status: 'active' } }]);
    expect(await ask('/_xpack')).toMatchObject([200, { license: { status: 'active' } }]);
    for (const path of ['/_ilm/policy/filebeat', '/_index_template/filebeat-8', '/_ingest/pipeline', '/_nodes/http', '/_cat/health', '/_ilm/policy', '/_nodes', '/_data_stream/logs']) expect(await ask(path)).toEqual([200, {}]);
    expect(await ask('/_index_template/filebeat-8', 'PUT')).toEqual([200, { acknowledged: true }]);
    expect(await ask('/_index_template/filebeat-8', 'HEAD')).toEqual([200, null]);
  });

  it('the start page stays the console\'s for a browser, with credentials of a proxy too', async () => {
    const { token } = await newBulkSource();
    const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'user-agent': 'Mozilla/5.0' };
    for (const headers of [page, { ...page, authorization: apiKey(token) }, { 'user-agent': 'curl/8' }]) expect((await fetch(server.url('/'), { headers })).headers.has('x-elastic-product')).toBe(false);
    for (const agent of ['elasticsearch-js/8.19.0', 'Elastic-winlogbeat/8.19.0', 'opensearch-js/3.0', 'Filebeat/9.0', 'Logstash 8']) {
      expect((await fetch(server.url('/'), { headers: { 'user-agent': agent } })).headers.get('x-elastic-product'), agent).toBe('Elasticsearch');
    }
  });
});
