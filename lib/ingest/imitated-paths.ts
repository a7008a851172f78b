/** One rule of the address table, as Next's `rewrites()` takes it. Header names are lower case. */
export interface ImitatedPath {
  source: string;
  destination: string;
  has?: { type: 'header'; key: string; value?: string }[];
  missing?: { type: 'header'; key: string; value?: string }[];
}

const HEC = '/services/collector';

/** A browser asks for pages and says so; a client of Elasticsearch never does. */
const NO_BROWSER: ImitatedPath['missing'] = [{ type: 'header', key: 'accept', value: '.*text/html.*' }];

/** Who asks for the start page as a client of Elasticsearch: by its credentials, by the header of its family, or by its name. */
const ELASTIC_CLIENTS: NonNullable<ImitatedPath['has']> = [
  { type: 'header', key: 'authorization', value: '(?:ApiKey|Basic) .*' },
  { type: 'header', key: 'x-elastic-client-meta' },
  { type: 'header', key: 'user-agent', value: '(?:[Ee]lastic|[Oo]pen[Ss]earch|[A-Z][a-z]+beat|Logstash|Vector).*' },
];

/** What Elasticsearch's clients ask before they send. */
const ELASTIC_ENDPOINTS = ['_license', '_xpack', '_ilm', '_index_template', '_component_template', '_template', '_ingest', '_nodes', '_cat', '_cluster', '_data_stream', '_alias'];

/**
 * Where shippers knock because they knock there at the product they were made for, and the route of ours that answers. The one such table: a folder
 * whose name begins with `_` is private to Next, and so no folder could stand for these.
 */
export const IMITATED_PATHS: readonly ImitatedPath[] = [
  { source: HEC, destination: '/api/ingest/hec/event' },
  { source: `${HEC}/:what(event|raw|health)/1.0`, destination: '/api/ingest/hec/:what' },
  { source: `${HEC}/:what(event|raw|health|ack)`, destination: '/api/ingest/hec/:what' },

  { source: '/v1/logs', destination: '/api/ingest/otlp/logs' },

  { source: '/_bulk', destination: '/api/ingest/bulk' },
  { source: '/:index/_bulk', destination: '/api/ingest/bulk/:index' },
  { source: '/:index/:type/_bulk', destination: '/api/ingest/bulk/:index' },
  ...ELASTIC_CLIENTS.map((client): ImitatedPath => ({ source: '/', destination: '/api/ingest/elastic/root', has: [client], missing: NO_BROWSER ?? [] })),
  ...ELASTIC_ENDPOINTS.map((endpoint): ImitatedPath => ({ source: `/${endpoint}/:path*`, destination: `/api/ingest/elastic/${endpoint}/:path*` })),
];
