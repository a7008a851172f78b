/** Who may import whom: ARCHITECTURE.md, "Import table". Every rule here is a wall of the house. */
const ENGINE = '^lib/engine/';
const PLATFORM = '^lib/platform/';
const SLICES = '^lib/(?!engine/|messages/|platform/|worker/|cli/)([^/]+)/';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'engine-is-pure', severity: 'error', comment: 'data in, data out', from: { path: ENGINE }, to: { pathNot: [ENGINE, '^node_modules/yaml/'] } },
    { name: 'engine-without-node', severity: 'error', from: { path: ENGINE }, to: { dependencyTypes: ['core'] } },
    { name: 'platform-knows-no-domain', severity: 'error', from: { path: PLATFORM }, to: { path: '^(lib/(?!platform/)|app/|components/)' } },
    { name: 'store-is-private', severity: 'error', comment: 'other slices call verbs', from: { path: SLICES }, to: { path: 'lib/[^/]+/[a-z-]*store[.]ts$', pathNot: 'lib/$1/' } },
    { name: 'store-only-from-verbs', severity: 'error', from: { path: '^(app|components|lib/worker|lib/cli)/' }, to: { path: 'lib/[^/]+/[a-z-]*store[.]ts$', dependencyTypesNot: ['type-only'] } },
    { name: 'model-is-for-the-client', severity: 'error', from: { path: 'lib/[^/]+/(model|queries)\\.ts$' }, to: { path: '^lib/platform/(db|tx|http|env|log)\\.ts$|server-only' } },
    { name: 'slices-below-worker-and-cli', severity: 'error', from: { path: SLICES }, to: { path: '^lib/(worker|cli)/' } },
    { name: 'lib-below-screens', severity: 'error', from: { path: '^lib/' }, to: { path: '^(app|components)/' } },
    { name: 'ui-knows-itself-only', severity: 'error', from: { path: '^components/ui/' }, to: { path: '^(app|lib|components/(?!ui/))' } },
    { name: 'components-without-server', severity: 'error', comment: 'types of verbs may be named', from: { path: '^components/', pathNot: '^components/i18n/server' }, to: { path: '^lib/(?!engine/|messages/|[^/]+/(model|queries)\\.ts$)', dependencyTypesNot: ['type-only'] } },
    { name: 'components-below-app', severity: 'error', from: { path: '^components/' }, to: { path: '^app/' } },
    { name: 'tests-are-not-imported', severity: 'error', from: { path: '^(app|components|lib)/' }, to: { path: '^tests/' } },
    { name: 'no-dev-dependency-in-product', severity: 'error', from: { path: '^(app|components|lib)/' }, to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^lib/platform/generated/|^\\.next/|^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};
