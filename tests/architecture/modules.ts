/** Tier of each business area; a module imports only from its own or a lower one. */
const tiers: Record<string, number> = {
  org: 0,
  system: 0,
  products: 1,
  customers: 1,
  handover: 1,
  learning: 1,
  ledgers: 1,
  prices: 2,
  activities: 3,
  care: 3,
  relation: 4,
  campaigns: 4,
  deals: 3,
  stock: 3,
  coaching: 4,
  alerts: 5,
  weekly: 6,
  pools: 4,
  sales: 4,
  purchasing: 4,
  projects: 4,
  appraisals: 5,
  targets: 5,
  finance: 5,
  service: 5,
  office: 5,
  analysis: 6,
  home: 6,
  presets: 6,
  imports: 6,
};

/** Whose repository each one is: the others ask that module's service. */
const repositoryOf: Record<string, string> = {
  approvals: 'system',
  'approval-flows': 'system',
  'approval-people': 'system',
  'approval-tasks': 'system',
  requests: 'system',
  attachments: 'system',
  audit: 'system',
  'audit-seals': 'system',
  branches: 'system',
  calendar: 'system',
  housekeeping: 'system',
  jobs: 'system',
  notifications: 'system',
  'saved-views': 'system',
  schedules: 'system',
  'server-counts': 'system',
  'stored-files': 'system',
  depts: 'org',
  devices: 'org',
  'depts-model': 'org',
  people: 'org',
  preferences: 'org',
  rights: 'org',
  roles: 'org',
  'grant-requests': 'org',
  sessions: 'org',
  users: 'org',
  handovers: 'handover',
  contacts: 'customers',
  'customer-estate': 'customers',
  'pool-reach': 'customers',
  'customer-check': 'customers',
  'customer-figures': 'customers',
  'customer-keys': 'customers',
  'duplicate-groups': 'customers',
  merges: 'customers',
  'customer-list': 'customers',
  'customer-marks': 'customers',
  'customer-places': 'customers',
  'customer-search': 'customers',
  'customer-timeline': 'customers',
  customers: 'customers',
  desk: 'customers',
  words: 'customers',
  'follow-ups': 'activities',
  'plan-estate': 'activities',
  plans: 'activities',
  'care-plans': 'care',
  'care-items': 'care',
  'care-facts': 'care',
  gifts: 'care',
  promises: 'care',
  snoozes: 'home',
  'achievement-ledger': 'ledgers',
  targets: 'targets',
  'target-splits': 'targets',
  'sales-plans': 'targets',
  performance: 'targets',
  campaigns: 'campaigns',
  outbox: 'campaigns',
  recipients: 'campaigns',
  'opt-outs': 'campaigns',
  'message-providers': 'campaigns',
  competitors: 'deals',
  'deal-estate': 'deals',
  'deal-export': 'deals',
  'deal-figures': 'deals',
  'deal-list': 'deals',
  'deal-moves': 'deals',
  'deal-search': 'deals',
  deals: 'deals',
  pipelines: 'deals',
  articles: 'learning',
  'article-marks': 'learning',
  'kb-categories': 'learning',
  courses: 'learning',
  enrolments: 'learning',
  questions: 'learning',
  exams: 'learning',
  attempts: 'learning',
  messages: 'coaching',
  'work-logs': 'coaching',
  'work-done': 'coaching',
  alerts: 'alerts',
  'alert-rules': 'alerts',
  'alert-watch': 'alerts',
  'weekly-reports': 'weekly',
  reviews: 'coaching',
  pools: 'pools',
  presets: 'presets',
  recycling: 'pools',
  'appraisal-schemes': 'appraisals',
  'appraisal-sheets': 'appraisals',
  probation: 'appraisals',
  watch: 'appraisals',
  'person-deals': 'deals',
  'person-results': 'targets',
  'person-work': 'coaching',
  'task-estate': 'coaching',
  tasks: 'coaching',
  workload: 'coaching',
  products: 'products',
  'product-words': 'products',
  'product-units': 'products',
  locations: 'products',
  imports: 'imports',
  'take-back': 'imports',
};

/**
 * What every request is made of and belongs to no business area: the company's zone and day, the
 * settings, and the books that each command writes beside its own rows.
 */
const ofTheHouse = new Set(['company', 'settings', 'commands', 'changes', 'rehearsal']);

const moduleOf = (path: string) => /^apps\/server\/src\/modules\/([^/]+)\//.exec(path)?.[1];
const REPOSITORY = /^@xinhang\/db\/repositories\/([^/]+)\.ts$/;

/** Why a file of a business area may not import this; null where it may. */
export function refusedToModule(path: string, name: string, typeOnly: boolean): string | null {
  const own = moduleOf(path);
  if (!own) return null;
  const other = moduleOf(name);
  if (other && own !== other) {
    if ((tiers[other] ?? 99) > (tiers[own] ?? -1)) return `tier: ${own} may not import ${other}`;
    if (!/\/(service|policy|passwords)\.ts$/.test(name)) return 'only services of other modules';
  }
  const repository = REPOSITORY.exec(name)?.[1];
  if (repository && !typeOnly && !ofTheHouse.has(repository)) {
    const owner = repositoryOf[repository];
    if (!owner) return 'a repository that is nobody’s: name its module in modules.ts';
    if (owner !== own) return `never the repositories of other modules: ask the ${owner} service`;
  }
  return null;
}
