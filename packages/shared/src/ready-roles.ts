import { hideAll, showAll } from './permissions.ts';
import type { FieldPolicy, Grant, Permission, RoleRights, Scope, WallSide } from './permissions.ts';

/** A role that every new company starts with; `key` never changes, names may be edited. */
export interface ReadyRole extends RoleRights {
  key: string;
  name: { 'zh-CN': string; 'zh-TW': string; en: string };
}

function role(
  key: string,
  name: [string, string, string],
  options: {
    side?: WallSide;
    fields?: Partial<FieldPolicy>;
    scope?: Scope;
    scoped?: Permission[];
    plain?: Permission[];
  },
): ReadyRole {
  const grant = (permission: Permission, scope: Scope): Grant => ({
    permission,
    scope,
    deptIds: [],
    warehouseIds: null,
    cashAccountIds: null,
  });
  return {
    key,
    name: { 'zh-CN': name[0], 'zh-TW': name[1], en: name[2] },
    side: options.side ?? null,
    fields: { ...hideAll, ...options.fields },
    grants: [
      grant('org.read', 'all'),
      ...(options.scoped ?? []).map((permission) => grant(permission, options.scope ?? 'self')),
      ...(options.plain ?? []).map((permission) => grant(permission, 'all')),
    ],
  };
}

const sell: Permission[] = [
  'customers.read',
  'customers.update',
  'followUps.read',
  'followUps.create',
  'deals.read',
  'deals.update',
  'receivables.read',
  'salesOrders.read',
  'salesOrders.update',
  'salesOrders.confirm',
  'deliveries.read',
];
const lead: Permission[] = [
  ...sell,
  'customers.assign',
  'customers.archive',
  'customers.merge',
  'customers.export',
  'campaigns.create',
  'deals.assign',
  'deals.export',
  'salesOrders.void',
  'salesOrders.export',
  'reviews.create',
  'tasks.create',
  'appraisals.score',
  'performance.read',
  'targets.update',
  'workLogs.review',
  'weeklyReports.receive',
  'training.lead',
  'staff.decide',
];

/** What salespeople do and their heads with them, whatever the reach. */
const selling: Permission[] = [
  'customers.create',
  'deals.create',
  'workLogs.create',
  'pool.read',
  'ranking.read',
  'knowledge.write',
  'products.read',
  'prices.read',
  'marketPrices.create',
  'stock.available',
];

// S93: whoever sees only the own customers takes only those out, so a salesperson may; an assistant
// works on what belongs to others, and takes nothing out.
// And sees the own result; an assistant's is that of the colleagues.
const sellAndExport: Permission[] = [
  ...sell,
  'customers.export',
  'campaigns.create',
  'deals.export',
  'salesOrders.export',
  'performance.read',
];

/** Safe on day one: each sees what the post needs and nothing else (product.md, first table). */
export const readyRoles: readonly ReadyRole[] = [
  role('owner', ['老板', '老闆', 'Owner'], {
    fields: showAll,
    scope: 'all',
    scoped: [...lead, 'customers.credit', 'deliveries.reverse'],
    plain: [
      'customers.create',
      'deals.create',
      'customers.import',
      'pool.read',
      'care.manage',
      'appraisals.manage',
      'knowledge.write',
      'knowledge.publish',
      'products.read',
      'products.update',
      'prices.read',
      'prices.update',
      'salesOrders.open',
      'suppliers.read',
      'suppliers.update',
      'purchaseOrders.read',
      'purchaseOrders.update',
      'purchaseOrders.confirm',
      'receiptNotes.manage',
      'receiptNotes.reverse',
      'deliveries.manage',
      'marketPrices.create',
      'stock.available',
      'stock.read',
      'stock.move',
      'stock.count',
      'stock.reverse',
      'receivables.adjust',
      'receipts.manage',
      'payables.read',
      'payables.adjust',
      'payments.manage',
      'cash.read',
      'cash.manage',
      'periods.read',
      'periods.close',
      'periods.reopen',
      'ranking.read',
      'training.manage',
      'org.manage',
      'roles.manage',
      'approvals.manage',
      'system.settings',
      'system.jobs',
      'system.audit',
      'system.backup',
      'system.restore',
      'system.devices',
      'system.remote',
      'system.viewAs',
      'system.acrossWall',
      'system.owner',
    ],
  }),
  role('sales-director', ['销售总监', '銷售總監', 'Sales director'], {
    side: 'sales',
    fields: { phone: 'show', personal: 'show', credit: 'show' },
    scope: 'all',
    scoped: [...lead, 'customers.credit'],
    plain: [
      'customers.create',
      'deals.create',
      'customers.import',
      'pool.read',
      'ranking.read',
      'care.manage',
      'appraisals.manage',
      'knowledge.write',
      'knowledge.publish',
      'products.read',
      'prices.read',
      'prices.update',
      'marketPrices.create',
      'stock.available',
      'training.manage',
    ],
  }),
  role('branch-manager', ['分公司经理', '分公司經理', 'Branch manager'], {
    side: 'sales',
    fields: { phone: 'show', personal: 'show', credit: 'show' },
    scope: 'headed',
    scoped: lead,
    plain: selling,
  }),
  role('office-head', ['办事处主任', '辦事處主任', 'Office head'], {
    side: 'sales',
    fields: { phone: 'show', personal: 'show', credit: 'show' },
    scope: 'headed',
    scoped: lead,
    plain: selling,
  }),
  role('sales-manager', ['销售主管', '銷售主管', 'Sales manager'], {
    side: 'sales',
    fields: { phone: 'show', personal: 'show', credit: 'show' },
    scope: 'headed',
    scoped: lead,
    plain: selling,
  }),
  role('salesperson', ['业务员', '業務員', 'Salesperson'], {
    side: 'sales',
    fields: { phone: 'show', personal: 'show' },
    scope: 'self',
    scoped: sellAndExport,
    plain: selling,
  }),
  role('sales-assistant', ['销售助理', '銷售助理', 'Sales assistant'], {
    side: 'sales',
    fields: { phone: 'show', personal: 'show' },
    scope: 'principals',
    scoped: sell,
    plain: [
      'customers.create',
      'deals.create',
      'workLogs.create',
      'products.read',
      'prices.read',
      'marketPrices.create',
      'stock.available',
    ],
  }),
  role('buyer', ['采购员', '採購員', 'Buyer'], {
    side: 'purchasing',
    fields: { cost: 'show' },
    plain: [
      'products.read',
      'products.update',
      'suppliers.read',
      'suppliers.update',
      'purchaseOrders.read',
      'purchaseOrders.update',
      'purchaseOrders.confirm',
      'receiptNotes.manage',
      'payables.read',
      'stock.available',
      'stock.read',
    ],
  }),
  role('warehouse', ['仓库员', '倉庫員', 'Warehouse'], {
    plain: [
      'products.read',
      'salesOrders.open',
      'deliveries.manage',
      'receiptNotes.manage',
      'stock.available',
      'stock.read',
      'stock.move',
      'stock.count',
    ],
  }),
  role('cashier', ['出纳', '出納', 'Cashier'], {}),
  role('accountant', ['会计', '會計', 'Accountant'], {
    fields: { credit: 'show', cost: 'show' },
    scope: 'all',
    scoped: [
      'customers.read',
      'customers.credit',
      'receivables.read',
      'salesOrders.read',
      'salesOrders.void',
      'salesOrders.export',
      'deliveries.read',
      'deliveries.reverse',
    ],
    plain: [
      'products.read',
      'products.update',
      'prices.read',
      'suppliers.read',
      'purchaseOrders.read',
      'receiptNotes.reverse',
      'stock.available',
      'stock.read',
      'stock.reverse',
      'receivables.adjust',
      'receipts.manage',
      'payables.read',
      'payables.adjust',
      'payments.manage',
      'cash.read',
      'cash.manage',
      'periods.read',
      'periods.close',
    ],
  }),
  role('service', ['售后服务', '售後服務', 'Service'], {
    fields: { phone: 'show' },
    scope: 'all',
    scoped: ['customers.read'],
    plain: ['knowledge.write', 'products.read', 'stock.available'],
  }),
  role('administrator', ['系统管理员', '系統管理員', 'Administrator'], {
    plain: [
      'org.manage',
      'roles.manage',
      'approvals.manage',
      'system.settings',
      'system.jobs',
      'system.audit',
      'system.backup',
      'system.restore',
      'system.devices',
      'system.remote',
      'customers.import',
    ],
  }),
];
