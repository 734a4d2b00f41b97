/**
 * The policy table: every permission, the scopes it takes and the side of the sales/purchasing
 * wall it stands on. Server, tests and screens read this and nothing else.
 */
export const scopes = ['self', 'principals', 'dept', 'headed', 'custom', 'all'] as const;

/**
 * Whose rows a grant reaches; each includes the person's own. `self`: rows the person owns. `principals`: rows of the named
 * colleagues whom an assistant works for. `dept`: rows of the own department. `headed`: rows of
 * every department the person heads, with all below. `custom`: named departments, with all below.
 */
export type Scope = (typeof scopes)[number];

export type WallSide = 'sales' | 'purchasing';

export interface PermissionRow {
  readonly module:
    | 'customers'
    | 'activities'
    | 'deals'
    | 'targets'
    | 'appraisals'
    | 'learning'
    | 'products'
    | 'prices'
    | 'sales'
    | 'purchasing'
    | 'stock'
    | 'finance'
    | 'org'
    | 'system';
  /** Empty: the permission is not about rows of somebody. */
  readonly scopes: readonly Scope[];
  /** Not held by people on the other side of the wall, whatever their roles say. */
  readonly wall?: WallSide;
  /** It reaches no row that this one does not, and is not held without it. */
  readonly within?:
    | 'customers.read'
    | 'followUps.read'
    | 'deals.read'
    | 'performance.read'
    | 'products.read'
    | 'prices.read'
    | 'quotations.read'
    | 'contracts.read'
    | 'salesOrders.read'
    | 'stock.read'
    | 'receivables.read'
    | 'fapiao.read'
    | 'supplierInvoices.read'
    | 'payables.read'
    | 'cash.read'
    | 'expenses.read'
    | 'periods.read'
    | 'salesOrders.open'
    | 'deliveries.read'
    | 'suppliers.read'
    | 'purchaseOrders.read';
  /** A grant of it may be narrowed to some places where goods lie (docs/decisions/0324). */
  readonly places?: true;
  /** Touches business rows; an administrator has none of these by default. */
  readonly business: boolean;
}

const rows = scopes;
const none = [] as const;
const onCustomers = {
  scopes: rows,
  wall: 'sales',
  within: 'customers.read',
  business: true,
} as const;

const onOrders = { ...onCustomers, within: 'salesOrders.read' } as const;
const onQuotations = { ...onCustomers, within: 'quotations.read' } as const;
const onContracts = { ...onCustomers, within: 'contracts.read' } as const;
const onStock = { scopes: none, places: true, within: 'stock.read', business: true } as const;
const onDeals = { ...onCustomers, within: 'deals.read' } as const;

/** What is within another stands behind it. */
export const permissions = {
  'customers.read': { module: 'customers', scopes: rows, wall: 'sales', business: true },
  'customers.create': { module: 'customers', scopes: none, wall: 'sales', business: true },
  'customers.update': { module: 'customers', ...onCustomers },
  'customers.assign': { module: 'customers', ...onCustomers },
  'customers.archive': { module: 'customers', ...onCustomers },
  'customers.merge': { module: 'customers', ...onCustomers },
  'customers.export': { module: 'customers', ...onCustomers },
  'customers.import': { module: 'customers', scopes: none, business: false },
  'customers.credit': { module: 'customers', ...onCustomers },
  'pool.read': { module: 'customers', scopes: none, wall: 'sales', business: true },
  'followUps.read': { module: 'activities', ...onCustomers },
  'followUps.create': { module: 'activities', ...onCustomers },
  'campaigns.create': { module: 'activities', ...onCustomers },
  'care.manage': { module: 'activities', scopes: none, wall: 'sales', business: true },
  'reviews.create': { module: 'activities', ...onCustomers, within: 'followUps.read' },
  'tasks.create': { module: 'activities', scopes: rows, business: true },
  'workLogs.create': { module: 'activities', scopes: none, business: true },
  'workLogs.review': { module: 'activities', scopes: rows, business: true },
  'weeklyReports.receive': { module: 'activities', scopes: rows, business: true },
  'deals.read': { module: 'deals', ...onCustomers },
  'deals.create': { module: 'deals', scopes: none, wall: 'sales', business: true },
  'deals.update': { module: 'deals', ...onDeals },
  'deals.assign': { module: 'deals', ...onDeals },
  'deals.export': { module: 'deals', ...onDeals },
  'appraisals.score': { module: 'appraisals', scopes: rows, business: true },
  'staff.decide': { module: 'appraisals', scopes: rows, business: true },
  'appraisals.manage': { module: 'appraisals', scopes: none, business: true },
  'performance.read': { module: 'targets', scopes: rows, wall: 'sales', business: true },
  'ranking.read': { module: 'targets', scopes: none, wall: 'sales', business: true },
  'targets.update': {
    module: 'targets',
    scopes: rows,
    wall: 'sales',
    within: 'performance.read',
    business: true,
  },
  'knowledge.write': { module: 'learning', scopes: none, business: true },
  'knowledge.publish': { module: 'learning', scopes: none, business: true },
  'training.manage': { module: 'learning', scopes: none, business: true },
  'training.lead': { module: 'learning', scopes: rows, business: true },
  'products.read': { module: 'products', scopes: none, business: true },
  'products.update': {
    module: 'products',
    scopes: none,
    within: 'products.read',
    business: true,
  },
  'prices.read': {
    module: 'prices',
    scopes: none,
    wall: 'sales',
    within: 'products.read',
    business: true,
  },
  'prices.update': {
    module: 'prices',
    scopes: none,
    wall: 'sales',
    within: 'prices.read',
    business: true,
  },
  'quotations.read': { module: 'sales', ...onCustomers },
  'quotations.update': { module: 'sales', ...onQuotations },
  'quotations.export': { module: 'sales', ...onQuotations },
  'contracts.read': { module: 'sales', ...onCustomers },
  'contracts.update': { module: 'sales', ...onContracts },
  'contracts.confirm': { module: 'sales', ...onContracts },
  'contracts.export': { module: 'sales', ...onContracts },
  'salesOrders.read': { module: 'sales', ...onCustomers },
  'salesOrders.update': { module: 'sales', ...onOrders },
  'salesOrders.confirm': { module: 'sales', ...onOrders },
  'salesOrders.void': { module: 'sales', ...onOrders },
  'salesOrders.export': { module: 'sales', ...onOrders },
  'salesOrders.open': {
    module: 'sales',
    scopes: none,
    places: true,
    within: 'products.read',
    business: true,
  },
  'suppliers.read': {
    module: 'purchasing',
    scopes: none,
    wall: 'purchasing',
    within: 'products.read',
    business: true,
  },
  'suppliers.update': {
    module: 'purchasing',
    scopes: none,
    wall: 'purchasing',
    within: 'suppliers.read',
    business: true,
  },
  'purchaseOrders.read': {
    module: 'purchasing',
    scopes: none,
    wall: 'purchasing',
    within: 'suppliers.read',
    business: true,
  },
  'purchaseOrders.update': {
    module: 'purchasing',
    scopes: none,
    wall: 'purchasing',
    within: 'purchaseOrders.read',
    business: true,
  },
  'purchaseOrders.confirm': {
    module: 'purchasing',
    scopes: none,
    wall: 'purchasing',
    within: 'purchaseOrders.read',
    business: true,
  },
  // Who asks for goods may be of either side: nothing of it says from whom they come, or for how much.
  'purchaseRequests.create': {
    module: 'purchasing',
    scopes: none,
    within: 'products.read',
    business: true,
  },
  'receiptNotes.manage': {
    module: 'purchasing',
    scopes: none,
    places: true,
    wall: 'purchasing',
    within: 'stock.read',
    business: true,
  },
  'receiptNotes.reverse': {
    module: 'purchasing',
    scopes: none,
    places: true,
    wall: 'purchasing',
    within: 'purchaseOrders.read',
    business: true,
  },
  'deliveries.read': { module: 'sales', ...onCustomers },
  'deliveries.manage': {
    module: 'sales',
    scopes: none,
    places: true,
    within: 'salesOrders.open',
    business: true,
  },
  'deliveries.reverse': { module: 'sales', ...onCustomers, within: 'deliveries.read' },
  'marketPrices.create': {
    module: 'prices',
    scopes: none,
    wall: 'sales',
    within: 'prices.read',
    business: true,
  },
  'stock.available': {
    module: 'stock',
    scopes: none,
    places: true,
    within: 'products.read',
    business: true,
  },
  'stock.read': {
    module: 'stock',
    scopes: none,
    places: true,
    within: 'products.read',
    business: true,
  },
  'stock.move': { module: 'stock', ...onStock },
  'stock.count': { module: 'stock', ...onStock },
  'stock.reverse': { module: 'stock', ...onStock },
  'receivables.read': { module: 'finance', ...onCustomers },
  'receivables.adjust': {
    module: 'finance',
    scopes: none,
    wall: 'sales',
    within: 'receivables.read',
    business: true,
  },
  'receipts.manage': {
    module: 'finance',
    scopes: none,
    wall: 'sales',
    within: 'receivables.read',
    business: true,
  },
  'statements.manage': {
    module: 'finance',
    scopes: none,
    wall: 'sales',
    within: 'receivables.read',
    business: true,
  },
  'fapiao.read': { module: 'finance', ...onCustomers },
  'fapiao.manage': {
    module: 'finance',
    scopes: none,
    wall: 'sales',
    within: 'fapiao.read',
    business: true,
  },
  'supplierInvoices.read': {
    module: 'finance',
    scopes: none,
    wall: 'purchasing',
    within: 'suppliers.read',
    business: true,
  },
  'supplierInvoices.manage': {
    module: 'finance',
    scopes: none,
    wall: 'purchasing',
    within: 'supplierInvoices.read',
    business: true,
  },
  'payables.read': {
    module: 'finance',
    scopes: none,
    wall: 'purchasing',
    within: 'suppliers.read',
    business: true,
  },
  'payables.adjust': {
    module: 'finance',
    scopes: none,
    wall: 'purchasing',
    within: 'payables.read',
    business: true,
  },
  'payments.manage': {
    module: 'finance',
    scopes: none,
    wall: 'purchasing',
    within: 'payables.read',
    business: true,
  },
  'cash.read': { module: 'finance', scopes: none, business: true },
  'cash.manage': { module: 'finance', scopes: none, within: 'cash.read', business: true },
  'cash.move': { module: 'finance', scopes: none, within: 'cash.read', business: true },
  'expenses.read': { module: 'finance', scopes: rows, business: true },
  'expenses.create': { module: 'finance', scopes: none, within: 'expenses.read', business: true },
  'expenses.pay': { module: 'finance', scopes: none, within: 'expenses.read', business: true },
  'vouchers.read': { module: 'finance', scopes: none, business: true },
  'periods.read': { module: 'finance', scopes: none, business: true },
  'periods.close': { module: 'finance', scopes: none, within: 'periods.read', business: true },
  'periods.reopen': { module: 'finance', scopes: none, within: 'periods.read', business: true },
  'org.read': { module: 'org', scopes: none, business: false },
  'org.manage': { module: 'org', scopes: none, business: false },
  'roles.manage': { module: 'org', scopes: none, business: false },
  'approvals.manage': { module: 'system', scopes: none, business: false },
  'system.settings': { module: 'system', scopes: none, business: false },
  'system.jobs': { module: 'system', scopes: none, business: false },
  'system.audit': { module: 'system', scopes: none, business: false },
  'system.backup': { module: 'system', scopes: none, business: false },
  'system.restore': { module: 'system', scopes: none, business: false },
  'system.devices': { module: 'system', scopes: none, business: false },
  'system.remote': { module: 'system', scopes: none, business: false },
  'system.viewAs': { module: 'system', scopes: none, business: true },
  'system.acrossWall': { module: 'system', scopes: none, business: true },
  'system.owner': { module: 'system', scopes: none, business: true },
} as const satisfies Record<string, PermissionRow>;

export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as Permission[];

/** Seen through `permissions`, typed as rows. */
export function permissionRow(permission: Permission): PermissionRow {
  return permissions[permission];
}

/** Whether a grant of it may be narrowed to places. */
export const takesPlaces = (permission: Permission): boolean =>
  permissionRow(permission).places === true;

/**
 * Fields that a role may see in full, masked, or not at all. `personal`: the personal file of a
 * contact (birthday, native place, family, hobbies, relations, taboos), of which there is no mask.
 */
export const guardedFields = ['phone', 'personal', 'credit', 'cost'] as const;
export type GuardedField = (typeof guardedFields)[number];
export const fieldViews = ['hide', 'mask', 'show'] as const;
export type FieldView = (typeof fieldViews)[number];
export type FieldPolicy = Record<GuardedField, FieldView>;

/** How a field can be shown: what cannot be masked is shown or hidden. */
export const viewsOf = (field: GuardedField): readonly FieldView[] =>
  field === 'personal' ? ['hide', 'show'] : fieldViews;

/** The same view of every guarded field. */
const everyField = (view: FieldView) =>
  Object.fromEntries(guardedFields.map((field) => [field, view])) as FieldPolicy;

export const hideAll: FieldPolicy = everyField('hide');
export const showAll: FieldPolicy = everyField('show');

/** The more permissive of two views. */
export function widerView(a: FieldView, b: FieldView): FieldView {
  return fieldViews.indexOf(a) >= fieldViews.indexOf(b) ? a : b;
}

/**
 * One line of a role. `deptIds` goes with scope `custom`; `warehouseIds` and `cashAccountIds`
 * narrow stock and cash permissions (null: no narrowing).
 */
export interface Grant {
  permission: Permission;
  scope: Scope;
  deptIds: number[];
  warehouseIds: number[] | null;
  cashAccountIds: number[] | null;
}

/** What a role is, apart from its name. */
export interface RoleRights {
  side: WallSide | null;
  grants: Grant[];
  fields: FieldPolicy;
}

export interface EffectiveRights {
  /** Grants by permission; several roles unite, so one permission may have several scopes. */
  grants: Map<Permission, Grant[]>;
  fields: FieldPolicy;
}

/**
 * Unites the roles of one person and subtracts the wall last (architecture.md, Scope). A person
 * on one side loses the walled permissions of the other; a person put on both sides loses both,
 * unless `system.acrossWall` is held. What may be done to rows that one may not read is nothing.
 */
export function effectiveRights(roles: readonly RoleRights[]): EffectiveRights {
  const grants = new Map<Permission, Grant[]>();
  let fields = hideAll;
  const sides = new Set<WallSide>();
  for (const role of roles) {
    if (role.side) sides.add(role.side);
    const held = fields;
    fields = Object.fromEntries(
      guardedFields.map((field) => [field, widerView(held[field], role.fields[field])]),
    ) as FieldPolicy;
    for (const grant of role.grants) {
      if (!(grant.permission in permissions)) continue;
      const held = grants.get(grant.permission);
      if (held) held.push(grant);
      else grants.set(grant.permission, [grant]);
    }
  }
  if (!grants.has('system.acrossWall')) {
    for (const permission of grants.keys()) {
      const wall = permissionRow(permission).wall;
      if (wall && [...sides].some((side) => side !== wall)) grants.delete(permission);
    }
  }
  // In the order of the table: what is within another falls with it.
  for (const permission of permissionNames) {
    const within = permissionRow(permission).within;
    if (within && !grants.has(within)) grants.delete(permission);
  }
  return { grants, fields };
}
