import { map } from './domains/map.ts'

/** What one domain shows another. */
const pureDoor = '^domains/[^/]+/(contract|text)[.]ts$'
const door = ['^domains/[^/]+/(contract|text)[.]ts$', '^domains/[^/]+/(server|web)/public[.]tsx?$']
const test = '[.](test|e2e)[.]tsx?$|-suite[.]ts$|/(testing|test-[^/]+)[.]ts$'
/** Libraries that only calculate, and so may be used where both sides look. */
const pureLibraries = 'node_modules/(zod|date-fns|@date-fns/tz|libphonenumber-js)/'

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const everywhere = [
  rule('no-cycles', 'Two files that need each other are one file, or lack a third.', {}, { circular: true }),
  rule(
    'every-import-is-found',
    'An import the checker cannot follow would escape all other rules.',
    {},
    {
      couldNotResolve: true,
    },
  ),
  rule(
    'contract-knows-nobody',
    'The language of both sides stands at the bottom.',
    { path: '^contract/' },
    { path: '^(domains|platform|adapters|server|web|database)/' },
  ),
  rule(
    'platform-knows-no-domain',
    'The floor of the server carries domains and does not know them.',
    { path: '^platform/', pathNot: test },
    { path: '^(domains|adapters|server|web)/' },
  ),
]

const domains = [
  rule(
    'through-the-door-only',
    'Others see only contract.ts, text.ts and public.ts of a domain.',
    { path: '^domains/([^/]+)/' },
    { path: '^domains/', pathNot: ['^domains/$1/', ...door] },
  ),
  rule(
    'root-of-a-domain-is-pure',
    'Files at the root of a domain serve browser and server: they only calculate.',
    { path: '^domains/([^/]+)/[^/]+[.]ts$', pathNot: test },
    { pathNot: ['^contract/', '^domains/$1/[^/]+[.]ts$', pureDoor, pureLibraries] },
  ),
  rule(
    'domains-know-no-adapter',
    'A domain states its port; the composition hands it the adapter.',
    { path: '^domains/', pathNot: test },
    { path: '^(adapters|server|bench|e2e|tools)/' },
  ),
  rule(
    'domain-pages-use-the-kit-only',
    'Pages build on web/ui and web/client; router, frame and desk build on pages.',
    { path: '^domains/' },
    { path: '^web/', pathNot: '^web/(ui|client)/' },
  ),
  ...Object.entries(map).map(([name, may]) =>
    rule(
      `${name}-may-use`,
      'Sideways only where domains/map.ts allows; what must flow upward is an event.',
      { path: `^domains/${name}/` },
      { path: '^domains/', pathNot: `^domains/(${[name, ...may, 'access'].join('|')})/` },
    ),
  ),
]

const sides = [
  rule(
    'browser-never-imports-server',
    'What the browser gets must not carry the server, nor its secrets.',
    { path: '^(web|domains/[^/]+/web)/' },
    { path: '^(platform|server|adapters|database|domains/[^/]+/server)/' },
  ),
  rule(
    'server-never-imports-browser',
    'The server runs without any browser library.',
    { path: '^(platform|server|adapters|domains/[^/]+/server)/' },
    { path: '^(web|domains/[^/]+/web)/' },
  ),
  rule(
    'server-runs-without-dev-dependencies',
    'npm ci --omit=dev is the server.',
    { path: '^(contract|platform|adapters|server|domains/[^/]+/server)/|^domains/[^/]+/[^/]+[.]ts$', pathNot: test },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
]

const edges = [
  rule(
    'adapters-see-ports',
    'An adapter answers a port: of a domain it sees the port, its suite and the contract.',
    { path: '^adapters/' },
    {
      path: '^(domains|server)/',
      pathNot: ['^domains/[^/]+/server/port(-suite)?[.]ts$', '^domains/[^/]+/contract[.]ts$'],
    },
  ),
  rule(
    'server-only-wires',
    'The composition takes from a domain its lists (routes, reactions, jobs, live), its port and its doors.',
    { path: '^server/', pathNot: test },
    {
      path: '^domains/',
      pathNot: ['^domains/map[.]ts$', '^domains/[^/]+/server/(routes|reactions|jobs|live|port)[.]ts$', ...door],
    },
  ),
  rule(
    'kit-knows-no-domain',
    'web/ui and web/client serve every page and know none.',
    { path: '^web/(ui|client)/' },
    { path: '^(domains/|web/(?!ui/|client/))' },
  ),
  rule(
    'shell-sees-pages-and-doors',
    'Router, frame and desk show pages and widgets, and do not reach behind them.',
    { path: '^web/(?!ui/|client/)' },
    { path: '^domains/', pathNot: ['^domains/[^/]+/web/pages[.]tsx?$', ...door] },
  ),
]

/** The dependency rule. `npm run check:bounds` reads it; tools/bounds.test.ts proves that each line bites. */
export default {
  forbidden: [...everywhere, ...domains, ...sides, ...edges],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
}
