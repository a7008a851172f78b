import { ELASTIC_VERSION } from './elastic-answers';

const LICENSE = { status: 'active', uid: '00000000-0000-4000-8000-000000000001', type: 'basic', mode: 'basic', issue_date: '2026-01-01T00:00:00.000Z', issued_to: 'Yagura', issuer: 'Yagura' };

/** What a client of Elasticsearch wants to know of a server before it sends, by path; whatever else it asks is answered with nothing in it. */
export function elasticHandshake(path: readonly string[]): Record<string, unknown> {
  switch (path[0]) {
    case 'root': return {
      name: 'yagura', cluster_name: 'yagura', cluster_uuid: 'yagura',
      version: { number: ELASTIC_VERSION, build_flavor: 'default', minimum_wire_compatibility_version: '7.17.0', minimum_index_compatibility_version: '7.0.0' },
      tagline: 'You Know, for Search',
    };
    case '_license': return { license: LICENSE };
    case '_xpack': return { license: LICENSE, features: {} };
    case '_cluster': return path[1] === 'health' ? { cluster_name: 'yagura', status: 'green', timed_out: false } : {};
    default: return {};
  }
}
