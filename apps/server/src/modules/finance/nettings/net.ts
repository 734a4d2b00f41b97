import { may } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import {
  insertNetting,
  nettingInScope,
  nettingPairs,
  reverseNettingRow,
  type NamedNetting,
} from '@xinhang/db/repositories/nettings.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type {
  Netting,
  NettingPair,
  NettingPart,
  SettledPart,
  WholeNetting,
} from '@xinhang/shared/nettings.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import {
  everSettledBy,
  firstEntity,
  openItems,
  postMoney,
  postVoucher,
  reverseVoucher,
  settle,
  type MoneyDoc,
} from '../../ledgers/service.ts';
import { needCustomer } from '../../customers/service.ts';
import { supplierById } from '../../purchasing/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { payablesByHand } from '../payables/settle.ts';
import { needPayer } from '../receipts/drafts.ts';
import { receivablesByHand } from '../receivables/settle.ts';
import { news } from '../record.ts';
import { reversePaid } from '../settlement.ts';
import { customers, suppliers, type Side } from '../sides.ts';

/** Of the numbers: the initials of 对冲. */
const PREFIX = 'DC';

export const toNetting = (ctx: ReadContext, row: NamedNetting): Netting => ({
  id: row.id,
  version: row.version,
  no: row.no,
  state: row.state as Netting['state'],
  customer: { id: row.customer_id, name: row.customer_name },
  supplier: { id: row.supplier_id, name: row.supplier_name },
  businessDate: row.business_date,
  amountFen: row.amount_fen,
  note: row.note,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  reversalReason: row.reversal_reason,
  mayReverse:
    ctx.actor.viewAsBy === null &&
    may(ctx.actor, 'payables.adjust') &&
    may(ctx.actor, 'receivables.adjust') &&
    row.state === 'confirmed',
});

/** With what it settled on both sides, which a reversal leaves to be read. */
export async function describeNetting(ctx: ReadContext, id: number): Promise<WholeNetting> {
  const row = await nettingInScope(ctx.db, ctx.actor, id);
  if (!row) throw problem('not-found');
  const settled = async (of: Side): Promise<SettledPart[]> =>
    (await everSettledBy(ctx.db, of.side, { kind: 'netting', id })).map((part) => ({
      id: part.id,
      kind: part.kind,
      docKind: part.doc_kind,
      docId: part.doc_id,
      docNo: part.doc_no,
      dueDate: part.due_date,
      amountFen: part.amount_fen,
      takenBackOn: part.back_date,
    }));
  return {
    ...toNetting(ctx, row),
    reversedBy:
      row.reversed_by === null ? null : { id: row.reversed_by, name: row.reverser_name ?? '' },
    reversedAt: row.reversed_at,
    receivable: await settled(customers),
    payable: await settled(suppliers),
  };
}

/** As the audit tells it: parties by number, as who reads one side need not know the other. */
const told = (row: NamedNetting) => ({
  version: row.version,
  no: row.no,
  state: row.state,
  customerId: row.customer_id,
  supplierId: row.supplier_id,
  businessDate: row.business_date,
  amountFen: row.amount_fen,
  note: row.note,
  reversalReason: row.reversal_reason,
});

async function record(
  ctx: WriteContext,
  action: string,
  id: number,
  before: NamedNetting | null,
): Promise<Netting> {
  const row = (await nettingInScope(ctx.tx, ctx.actor, id))!;
  await ctx.audit({
    action,
    entity: 'netting',
    entityId: id,
    before: before && told(before),
    after: told(row),
  });
  // Each side hears of its own account.
  await news(ctx, { entity: 'receivable', id, version: ctx.now }, row.customer_id);
  await ctx.emit({ entity: 'payable', id, version: ctx.now, audience: [] });
  return toNetting(ctx, row);
}

/** What is open and owed of a party on a day, the oldest due first. */
async function owedOf(db: Reader, of: Side, partyId: number, businessDate: string) {
  const items = await openItems(db, of.side, of.party, [partyId]);
  return items.filter(
    (item) => item.amount_fen > 0 && item.open_fen > 0 && item.business_date <= businessDate,
  );
}

type Owed = Awaited<ReturnType<typeof owedOf>>;
const sumOf = (owed: Owed) => owed.reduce((sum, item) => sum + item.open_fen, 0);

/** What is settled of a row. */
interface Settled {
  item: Owed[number];
  amountFen: number;
}

/** An amount over what is owed, the oldest due first. */
function oldestFirst(owed: Owed, amountFen: number): Settled[] {
  let left = amountFen;
  return owed.map((item) => {
    const part = Math.min(left, item.open_fen);
    left -= part;
    return { item, amountFen: part };
  });
}

type Chosen = readonly { itemId: number; amountFen: number }[];

/** What was chosen of a side: rows that are owed, each once, no more than is open, the amount in all. */
function chosenOf(owed: Owed, chosen: Chosen, amountFen: number, side: string): Settled[] {
  const settled: Settled[] = [];
  for (const [at, line] of chosen.entries()) {
    const refuse = (field: string, code: string, params?: Record<string, number>) =>
      fieldRefused(`/${side}/${at}/${field}`, code, params);
    if (settled.some(({ item }) => item.id === line.itemId)) throw refuse('itemId', 'named-twice');
    const item = owed.find((one) => one.id === line.itemId);
    if (!item) throw refuse('itemId', 'not-owed');
    const { open_fen: openFen } = item;
    if (line.amountFen > openFen) throw refuse('amountFen', 'above-open', { openFen });
    settled.push({ item, amountFen: line.amountFen });
  }
  const sumFen = settled.reduce((sum, one) => sum + one.amountFen, 0);
  if (sumFen !== amountFen) throw fieldRefused(`/${side}`, 'parts-not-amount', { sumFen });
  return settled;
}

/** Lessens what one side owes by a row, and settles these parts with it. */
async function lessen(
  ctx: WriteContext,
  of: Side,
  what: {
    entityId: number;
    partyId: number;
    doc: MoneyDoc;
    businessDate: string;
    amountFen: number;
  },
  parts: readonly Settled[],
): Promise<void> {
  const { entityId, doc, businessDate } = what;
  const [paidId] = await postMoney(ctx, of.side, {
    entityId,
    party: { kind: of.party, id: what.partyId },
    kind: 'adjustment',
    doc,
    businessDate,
    dues: [{ dueDate: businessDate, amountFen: -what.amountFen }],
  });
  for (const { item, amountFen } of parts) {
    if (amountFen === 0) continue;
    await settle(ctx, of.side, { owedId: item.id, paidId: paidId!, amountFen, doc, businessDate });
  }
}

function needBoth({ actor }: Pick<ReadContext, 'actor'>): void {
  if (!may(actor, 'receivables.adjust')) throw problem('forbidden');
}

/** No list of pairs is longer. */
const MOST_PAIRS = 200;

/** Parties that are both, as far as their numbers and names tell. */
export async function pairsOf(ctx: ReadContext): Promise<NettingPair[]> {
  needBoth(ctx);
  return (await nettingPairs(ctx.db, ctx.actor, MOST_PAIRS)).map((row) => ({
    customer: { id: row.customer_id, name: row.customer_name },
    supplier: { id: row.supplier_id, name: row.supplier_name },
    by: row.by_tax === 1 ? ('taxNo' as const) : ('name' as const),
    receivableFen: row.receivable_fen,
    payableFen: row.payable_fen,
  }));
}

/** How an amount lies on what is owed. */
function partsOf(owed: Owed, amountFen: number): NettingPart[] {
  return oldestFirst(owed, amountFen).map(({ item, amountFen: part }) => ({
    itemId: item.id,
    kind: item.kind,
    docKind: item.doc_kind,
    docNo: item.doc_no,
    businessDate: item.business_date,
    dueDate: item.due_date,
    openFen: item.open_fen,
    amountFen: part,
  }));
}

/** What a netting would settle, before it is made. */
export async function proposeNetting(
  ctx: ReadContext,
  { customerId, supplierId }: { customerId: number; supplierId: number },
  { on, amountFen }: { on: string; amountFen?: number | undefined },
) {
  needBoth(ctx);
  await needCustomer(ctx.db, ctx.actor, 'receivables.read', customerId);
  if (!(await supplierById(ctx.db, supplierId))) throw problem('not-found');
  const receivable = await owedOf(ctx.db, customers, customerId, on);
  const payable = await owedOf(ctx.db, suppliers, supplierId, on);
  const mostFen = Math.min(sumOf(receivable), sumOf(payable));
  const asked = Math.min(amountFen ?? mostFen, mostFen);
  return { mostFen, receivable: partsOf(receivable, asked), payable: partsOf(payable, asked) };
}

/** Sets what a party owes as a customer against what it is owed as a supplier. */
export async function net(
  ctx: WriteContext,
  body: EndpointInput<typeof api.nettings.create>['body'],
): Promise<Netting> {
  needBoth(ctx);
  const { customerId, supplierId, businessDate, amountFen, note } = body;
  await needPayer(ctx, customerId);
  if (!(await supplierById(ctx.tx, supplierId))) {
    throw fieldRefused('/supplierId', 'unknown-supplier');
  }
  const receivable = await owedOf(ctx.tx, customers, customerId, businessDate);
  const payable = await owedOf(ctx.tx, suppliers, supplierId, businessDate);
  const openFen = Math.min(sumOf(receivable), sumOf(payable));
  if (amountFen > openFen) throw fieldRefused('/amountFen', 'above-open', { openFen });
  const parts = (owed: Owed, chosen: Chosen | undefined, side: string) =>
    chosen ? chosenOf(owed, chosen, amountFen, side) : oldestFirst(owed, amountFen);
  const owedParts = parts(receivable, body.receivable, 'receivable');
  const dueParts = parts(payable, body.payable, 'payable');
  const entityId = (await firstEntity(ctx.tx))!;
  const no = await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate });
  const id = await insertNetting(ctx.tx, {
    no,
    state: 'confirmed',
    entity_id: entityId,
    customer_id: customerId,
    supplier_id: supplierId,
    business_date: businessDate,
    amount_fen: amountFen,
    note,
    reversal_reason: '',
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    reversed_by: null,
    reversed_at: null,
  });
  const doc: MoneyDoc = { kind: 'netting', id, no };
  const common = { entityId, doc, businessDate, amountFen };
  await lessen(ctx, customers, { ...common, partyId: customerId }, owedParts);
  await lessen(ctx, suppliers, { ...common, partyId: supplierId }, dueParts);
  await postVoucher(ctx, {
    entityId,
    doc,
    businessDate,
    lines: [
      { account: 'payable', amountFen, supplierId },
      { account: 'receivable', amountFen: -amountFen, customerId },
    ],
  });
  return await record(ctx, 'nettings.create', id, null);
}

/** Takes a netting back, today: both sides are open again. */
export async function undoNetting(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<Netting> {
  needBoth(ctx);
  const row = await nettingInScope(ctx.tx, ctx.actor, id);
  if (!row) throw problem('not-found');
  if (row.state !== 'confirmed') throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  const today = await todayOf(ctx);
  const doc: MoneyDoc = { kind: 'netting', id, no: row.no };
  await reversePaid(ctx, receivablesByHand, doc, today);
  await reversePaid(ctx, payablesByHand, doc, today);
  await reverseVoucher(ctx, doc, today);
  const said = { reversal_reason: reason, reversed_by: ctx.actor.userId, reversed_at: ctx.now };
  if (!(await reverseNettingRow(ctx.tx, row, said))) throw stale(row);
  return await record(ctx, 'nettings.reverse', id, row);
}
