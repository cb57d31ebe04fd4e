/*
 * The arrows of the house: domain <- platform <- ledgers <- registries <- tracing <- exchange, notices <- reporting <- web, cli, entry
 * points. A rule without an arrow here is not a rule; test/architecture plants a breach of each and sees it refused.
 */
const ABOVE_PLATFORM = '^src/(ledgers|registries|tracing|exchange|notices|reporting|web|cli)/';
/** A room is the unit that keeps its insides to itself; a ledger and a registry is a room of its own. */
const ROOM = '^src/(ledgers/[^/]+|registries/[^/]+|tracing|exchange|notices|reporting|web|cli)/';
const DOORS = ['\\.(module|service|queries)\\.ts$', '^src/ledgers/[^/]+/[^/]+\\.repository\\.ts$'];

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

const layer = (room, mayReach, comment) =>
  forbid(
    `arrow-${room.replace('/', '-')}`,
    comment,
    { path: `^src/${room}/` },
    { path: '^(src|migrations|test)/', pathNot: `^src/(${mayReach.join('|')})/` },
  );

/** What each part of the law may read besides itself, `shared` and the instrument's words (messages/vocabulary, a list without logic). */
const LAW = {
  shared: [],
  directory: [],
  messages: [],
  firearm: [],
  access: [],
  audit: [],
  deadlines: ['directory'],
  envelope: ['directory', 'messages'],
  tracing: ['firearm', 'deadlines', 'access', 'directory', 'messages'],
};

const lawArrows = Object.entries(LAW).map(([part, reach]) =>
  forbid(
    `law-${part}`,
    `domain/${part} reads only ${['itself', 'shared', 'the vocabulary', ...reach].join(', ')}`,
    { path: `^src/domain/${part}/` },
    {
      path: '^src/domain/',
      pathNot: [
        `^src/domain/(${[part, 'shared', ...reach].join('|')})/`,
        ...(part === 'shared' ? [] : ['^src/domain/messages/vocabulary\\.ts$']),
      ],
    },
  ),
);

const purity = [
  forbid(
    'law-knows-no-machine',
    'The law knows no file, network, process or clock; the hash is the one exception',
    { path: '^src/domain/' },
    { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
  ),
  forbid(
    'law-hashes-in-three-places',
    'Only shared, envelope and audit hash',
    { path: '^src/domain/', pathNot: '^src/domain/(shared|envelope|audit)/' },
    { path: '^(node:)?crypto$' },
  ),
  forbid(
    'law-knows-no-framework',
    'The law takes packages that only compute: canonical JSON, schemas, calendar arithmetic, the list of States; jose see below',
    { path: '^src/domain/' },
    {
      path: 'node_modules/',
      pathNot: npm('canonicalize', 'typebox', 'temporal-polyfill', 'temporal-spec', 'i18n-iso-countries', 'jose'),
    },
  ),
  forbid(
    'law-signs-in-two-places',
    'Only envelope and audit know jose',
    { path: '^src/domain/', pathNot: '^src/domain/(envelope|audit)/' },
    { path: npm('jose') },
  ),
];

const rooms = [
  layer('domain', ['domain'], 'The law imports nothing of the house'),
  layer('platform', ['platform', 'domain/shared'], 'The plumbing has never heard of a firearm'),
  layer('ledgers', ['ledgers', 'platform', 'domain'], 'A ledger knows no room above it'),
  layer(
    'registries',
    ['registries', 'ledgers', 'platform', 'domain'],
    'A registry wakes tracing by a job name, never by an import',
  ),
  layer(
    'tracing',
    ['tracing', 'registries', 'ledgers', 'platform', 'domain'],
    'Tracing plans messages; it never sends one',
  ),
  layer(
    'exchange',
    ['exchange', 'tracing', 'registries', 'ledgers', 'platform', 'domain'],
    'The wire knows no page and no notice',
  ),
  layer(
    'notices',
    ['notices', 'tracing', 'registries', 'ledgers', 'platform', 'domain'],
    'A notice knows no page and no wire',
  ),
  layer(
    'reporting',
    ['reporting', 'notices', 'exchange', 'tracing', 'registries', 'ledgers', 'platform', 'domain'],
    'Reporting reads; it knows no page',
  ),
  layer(
    'web',
    ['web', 'reporting', 'notices', 'exchange', 'tracing', 'registries', 'ledgers', 'platform', 'domain'],
    'A page knows no operator verb',
  ),
  forbid(
    'arrow-cli',
    'A verb starts no server by importing it',
    { path: '^src/cli/' },
    { path: '^src/(main|worker)\\.ts$' },
  ),
  forbid(
    'ledgers-apart',
    'No ledger imports another',
    { path: '^src/ledgers/([^/]+)/' },
    { path: '^src/ledgers/', pathNot: '^src/ledgers/$1/' },
  ),
  forbid(
    'doors',
    "Between rooms only *.module, *.service, *.queries and a ledger's *.repository",
    { path: ROOM, pathNot: '^src/web/' },
    { path: ABOVE_PLATFORM, pathNot: ['^src/$1/', ...DOORS] },
  ),
  forbid(
    'doors-of-the-pages',
    'A page also takes the shape of a body: its form is held against the same rules',
    { path: '^src/web/' },
    { path: ABOVE_PLATFORM, pathNot: ['^src/web/', ...DOORS, '\\.dto\\.ts$'] },
  ),
  forbid(
    'doors-of-the-entry',
    'Entry points and app.module import modules, not what lies in them',
    { path: '^src/[^/]+\\.ts$' },
    { path: ABOVE_PLATFORM, pathNot: ['\\.module\\.ts$', '^src/cli/'] },
  ),
  forbid(
    'reporting-reads',
    'Reporting takes the queries of others, and ledgers',
    { path: '^src/reporting/' },
    { path: '^src/(registries|tracing|exchange|notices)/', pathNot: '\\.(queries|module)\\.ts$' },
  ),
  forbid(
    'pages-see-no-ledger-rows',
    'A page takes services and queries; never an entity or repository',
    { path: '^src/web/' },
    { path: '\\.(entity|repository)\\.ts$', pathNot: '^src/web/' },
  ),
  forbid(
    'migrations-stand-alone',
    'A migration is history: code that changes must not change it',
    { path: '^migrations/' },
    { path: '^(src|test)/' },
  ),
  forbid(
    'migrations-take-typeorm-only',
    'A migration is SQL text',
    { path: '^migrations/' },
    { path: 'node_modules/', pathNot: npm('typeorm') },
  ),
  forbid(
    'migrations-run-by-one-verb',
    'Only cli/migrate runs migrations, never a boot',
    { path: '^src/', pathNot: '^src/cli/migrate\\.ts$' },
    { path: '^migrations/' },
  ),
  forbid(
    'verifier-stands-alone',
    'What judges a ledger trusts nothing but the law it judges by',
    { path: '^src/cli/verify-audit\\.ts$' },
    { path: '^src/', pathNot: '^src/domain/(audit|shared)/' },
  ),
  forbid('law-of-tests', 'The product imports no test', { path: '^(src|migrations)/' }, { path: '^test/' }),
];

const packages = [
  forbid(
    'typeorm-in-its-files',
    'TypeORM only in entity, repository, queries, module, platform and migrations',
    {
      path: '^src/',
      pathNot: ['\\.(entity|repository|queries|module)\\.ts$', '^src/platform/', '^src/cli/migrate\\.ts$'],
    },
    { path: npm('typeorm', '@nestjs/typeorm', 'pg') },
  ),
  forbid(
    'queue-in-its-files',
    'BullMQ and Redis only in platform/job*, its embedded services, processors, relays, sweepers, modules',
    {
      path: '^src/',
      pathNot: ['^src/platform/(jobs?[-/.]|embedded/|queue)', '\\.(processor|relay|sweeper|module)\\.ts$'],
    },
    { path: npm('bullmq', '@nestjs/bullmq', 'ioredis') },
  ),
  forbid(
    'network-in-its-files',
    'Only the partner client, notices and storage call out; the embedded services look for a free port',
    { path: '^src/', pathNot: ['^src/exchange/partner-client', '^src/notices/', '^src/platform/(storage|embedded)/'] },
    {
      path: [
        '^(node:)?(http|https|http2|net|tls|dgram|dns)(/promises)?$',
        npm('undici', 'axios', 'got', 'node-fetch', 'nodemailer'),
      ],
    },
  ),
  forbid(
    'network-token-in-its-files',
    'Whoever injects FETCH calls out',
    { path: '^src/', pathNot: ['^src/exchange/partner-client', '^src/notices/', '^src/platform/', '\\.module\\.ts$'] },
    { path: '^src/platform/network\\.ts$' },
  ),
  forbid(
    'no-dev-package',
    'What runs is installed without development packages',
    { path: '^(src|migrations)/' },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'type-import'] },
  ),
  forbid(
    'no-unlisted-package',
    'A package that package.json does not name',
    {},
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  forbid(
    'no-unresolved',
    'An import that leads nowhere; the browser finds the libraries beside its own script, under their hashes',
    { pathNot: '^src/web/browser/' },
    { couldNotResolve: true },
  ),
];

const shape = [
  forbid(
    'no-cycle',
    'Two entities may name each other by Relation<>; nothing else goes in a circle',
    { pathNot: '\\.entity\\.ts$' },
    { circular: true },
  ),
  forbid(
    'no-orphan',
    'A file that nothing reaches',
    { orphan: true, pathNot: ['\\.d\\.ts$', '^src/(main|worker)\\.ts$'] },
    {},
  ),
];

module.exports = {
  forbidden: [...rooms, ...lawArrows, ...purity, ...packages, ...shape],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
};
