import { may, type Actor } from '@xinhang/db/actor.ts';
import { accountsOf } from '@xinhang/db/scope-cash.ts';
import {
  listAudit,
  markAudit,
  type AuditFilter,
  type AuditRecord,
} from '@xinhang/db/repositories/audit.ts';
import { company, depts } from '@xinhang/db/repositories/company.ts';
import { placesReached } from '@xinhang/db/scope-places.ts';
import { daySpan } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { showAll, type Permission } from '@xinhang/shared/permissions.ts';
import type { AuditRow } from '@xinhang/shared/system.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { asMarks, cutPage, startOf, walkOf } from '../../http/paging.ts';
import type { OwnedKinds, Sight } from '../../registry/owned.ts';
import { userNames } from '../org/service.ts';
import { DRAFT } from './files.ts';
import { differences, peopleIn, shownFields, type Fields, type Names } from './audit-view.ts';

/**
 * What is of the company and of no customer, with the rights of which one must be held to see it.
 * Everything else that hangs on no customer (jobs, imports, saved views) is its actor's own.
 */
const companyWide: Readonly<Record<string, readonly Permission[]>> = {
  setting: [],
  backup: ['system.backup'],
  device: ['system.devices'],
  branch: ['system.devices'],
  certificate: ['system.devices'],
  grantRequest: ['org.manage', 'roles.manage'],
  dict: [],
  printTemplate: [],
  print: [],
  tag: [],
  customField: [],
  calendar: [],
  schedule: [],
  company: [],
  pipeline: [],
  alertRule: [],
  competitor: ['deals.read'],
  product: ['products.read'],
  unit: ['products.read'],
  productCategory: ['products.read'],
  location: ['products.read'],
  priceLevel: ['prices.read'],
  priceRule: ['prices.read'],
  priceAdjustment: ['prices.update'],
  supplier: ['suppliers.read'],
  supplierPrice: ['suppliers.read'],
  purchaseOrder: ['purchaseOrders.read'],
  receiptNote: ['purchaseOrders.read', 'receiptNotes.manage'],
  purchaseReturn: ['purchaseOrders.read', 'receiptNotes.manage'],
  marketPrice: ['prices.read'],
  stockDocument: ['stock.read'],
  paymentTerm: [],
  cashAccount: ['cash.read'],
  cashTransfer: ['cash.read'],
  supplierRefund: ['payables.read'],
  cashCategory: [],
  expenseClaim: ['expenses.pay'],
  otherCash: ['cash.read'],
  receipt: ['receipts.manage'],
  payment: ['payables.read'],
  payable: ['payables.read'],
  netting: ['payables.adjust'],
  billIssued: ['payables.read'],
  apAdjustment: ['payables.read'],
  supplierInvoice: ['supplierInvoices.read'],
  dept: ['org.read', 'org.manage'],
  user: ['org.read', 'org.manage'],
  role: ['org.read', 'roles.manage'],
  // Names of files and the filters of an export speak of business: the owner's, and one's own.
  purchaseRequest: ['system.owner'],
  // Both sides of the wall stand in one row.
  priceInquiry: ['system.owner'],
  approval: ['system.owner'],
  approvalFlow: ['approvals.manage'],
  approvalDelegation: ['system.owner'],
  import: ['system.owner'],
  job: ['system.owner'],
};
const whole: Sight = { ...showAll, contacts: true };

/** Rows that are contact data as a whole. */
const ofContacts = new Set(['contact', 'address', 'title']);

/** What a customer owes and paid: told to whom that is shown. */
const ofMoney = new Set([
  'receipt',
  'billReceived',
  'receivable',
  'arAdjustment',
  'collectionNote',
  'customerRefund',
  'refundRequest',
  'statement',
]);

/** Columns that hold JSON themselves. */
const json = new Set(['custom', 'options', 'birthday', 'state', 'counts', 'layout']);

function parsed(text: string | null): Fields | null {
  if (text === null) return null;
  const opened = Object.entries(JSON.parse(text) as Fields).map(([key, value]) => [
    key,
    json.has(key) && typeof value === 'string' && value.startsWith('{')
      ? (JSON.parse(value) as unknown)
      : value,
  ]);
  return Object.fromEntries(opened) as Fields;
}

interface Entry {
  row: AuditRecord;
  before: Fields | null;
  after: Fields | null;
}

/** The kind of the registry that says who sees what the row speaks of; null for its actor alone. */
function kindOf({ row, before, after }: Entry): string | null {
  if (row.entity === 'followUp' || row.entity === 'deal') return row.entity;
  if (ofMoney.has(row.entity)) return 'receipt';
  const hangsOn = (after ?? before)?.['owner_kind'];
  if (row.entity !== 'file' || typeof hangsOn !== 'string') return 'customer';
  return hangsOn === DRAFT ? null : hangsOn;
}

/** Looks up at once how far the reader sees into each of these rows. */
async function sights(ctx: ReadContext, owned: OwnedKinds, entries: readonly Entry[]) {
  const wanted = new Map<string, Set<number>>();
  for (const entry of entries) {
    const [kind, id] = [kindOf(entry), entry.row.customer_id];
    if (kind !== null && id !== null) wanted.set(kind, (wanted.get(kind) ?? new Set()).add(id));
  }
  const found = new Map<string, Map<number, Sight>>();
  for (const [kind, ids] of wanted) {
    found.set(kind, (await owned.get(kind)?.sight?.(ctx, [...ids])) ?? new Map());
  }
  return (entry: Entry): Sight | undefined => {
    const { row } = entry;
    const own = row.actor_id !== null && row.actor_id === ctx.actor.userId;
    if (row.customer_id === null) {
      const seen = seesCompanyWide(ctx.actor, row.entity) || own;
      return seen ? { ...whole, cost: ctx.actor.fields.cost } : undefined;
    }
    const kind = kindOf(entry);
    if (kind !== null) return found.get(kind)?.get(row.customer_id);
    // A draft: its sender's alone, while the customer is in sight.
    return own ? found.get('customer')?.get(row.customer_id) : undefined;
  };
}

/** What is told does not say of which accounts or places it is: who is narrowed to some is not told. */
const readsAll = (actor: Actor, permission: Permission) =>
  may(actor, permission) &&
  accountsOf(actor, permission) === null &&
  placesReached(actor, permission) === null;

function seesCompanyWide(actor: Actor, entity: string): boolean {
  const needs = companyWide[entity];
  if (!needs) return false;
  return needs.length === 0 || needs.some((permission) => readsAll(actor, permission));
}

/** The name of what a row is about, for those who see into it. */
function subjectOf(
  entry: Entry,
  sight: Sight | undefined,
  customers: Names['users'],
  users: Names['users'],
) {
  const { row, before, after } = entry;
  if (row.customer_id !== null) return sight ? (customers.get(row.customer_id) ?? null) : null;
  if (!sight) return null;
  if (row.entity === 'user' && row.entity_id !== null) return users.get(row.entity_id) ?? null;
  const fields = after ?? before ?? {};
  const name = fields['name'] ?? fields['label'];
  return typeof name === 'string' ? name : null;
}

/** Rows as their reader may see them. */
export async function describeAudit(
  ctx: ReadContext,
  owned: OwnedKinds,
  rows: readonly AuditRecord[],
): Promise<AuditRow[]> {
  const entries = rows.map((row): Entry => ({
    row,
    before: parsed(row.before),
    after: parsed(row.after),
  }));
  const sightOf = await sights(ctx, owned, entries);
  const ids = [...new Set(rows.flatMap((row) => row.customer_id ?? []))];
  const customers = (await owned.get('customer')?.names?.(ctx, ids)) ?? new Map<number, string>();
  const users = await userNames(
    ctx.db,
    entries.flatMap(({ row, before, after }) => [
      ...peopleIn(before),
      ...peopleIn(after),
      ...(row.entity === 'user' && row.entity_id !== null ? [row.entity_id] : []),
    ]),
  );
  const names: Names = {
    users,
    depts: new Map((await depts(ctx.db)).map((dept) => [dept.id, dept.name])),
  };
  return entries.map((entry): AuditRow => {
    const { row } = entry;
    const sight = sightOf(entry);
    const [was, is] = differences(entry.before, entry.after);
    const hidden = { fields: null, withheld: true };
    const open = sight !== undefined && (sight.contacts || !ofContacts.has(row.entity));
    const before = open || !was ? shownFields(was, sight ?? whole, names) : hidden;
    const after = open || !is ? shownFields(is, sight ?? whole, names) : hidden;
    return {
      id: row.id,
      at: row.at,
      actor: row.actor_id === null ? null : { id: row.actor_id, name: row.actor_name ?? '' },
      action: row.action,
      entity: row.entity,
      entityId: row.entity_id,
      subject: subjectOf(entry, sight, customers, users),
      address: row.address,
      before: before.fields,
      after: after.fields,
      withheld: before.withheld || after.withheld,
    };
  });
}

type AuditQuery = Omit<EndpointInput<typeof api.system.markAudit>['query'], 'cursor' | 'step'>;

/** The same filter for the list, its marks and a file. */
export async function auditFilterOf(
  ctx: Pick<ReadContext, 'db'>,
  query: AuditQuery,
): Promise<AuditFilter> {
  const { from, to, actorId, entity, entityId, action } = query;
  const zone = from || to ? (await company(ctx.db))!.time_zone : '';
  return { actorId, entity, entityId, action, ...daySpan(from, to, zone) };
}

/** Who did what when; what it was is shown inside the reader's own scope alone. */
export function auditRoutes(http: Http): void {
  implement(http, api.system.listAudit, {
    async run(ctx, { query }) {
      const { limit } = query;
      const page = { after: startOf(query), limit: limit + 1 };
      const found = await listAudit(ctx.db, await auditFilterOf(ctx, query), page);
      const { rows, next } = cutPage(found, limit, ({ at, id }) => ({ value: at, id }));
      return { rows: await describeAudit(ctx, http.owned, rows), next, count: null };
    },
  });

  implement(http, api.system.markAudit, {
    async run(ctx, { query }) {
      const page = { after: startOf(query), limit: walkOf(query.step) };
      const found = await markAudit(ctx.db, await auditFilterOf(ctx, query), page, query.step);
      return asMarks(found, query.step);
    },
  });
}
