import { may, type Actor } from '@xinhang/db/actor.ts';
import { placesReached } from '@xinhang/db/scope-places.ts';
import type { Reader } from '@xinhang/db/database.ts';
import {
  openingCashOf,
  openingEquityFen,
  openingOrderSums,
  openingOwedSums,
  openingPurchaseSums,
  openingStockSums,
} from '@xinhang/db/repositories/openings.ts';
import { openingBillSums } from '@xinhang/db/repositories/opening-bill-list.ts';
import { accountsOf } from '@xinhang/db/scope-cash.ts';
import type { GoingLiveTotal, OpeningList, TotalKey } from '@xinhang/shared/going-live.ts';

const everywhere = (actor: Actor, permission: Parameters<typeof may>[1]) =>
  actor.reach.get(permission)?.all === true;
const goods = (actor: Actor) =>
  may(actor, 'stock.read') &&
  placesReached(actor, 'stock.read') === null &&
  actor.fields.cost === 'show';
const customers = (actor: Actor) => everywhere(actor, 'receivables.read');
const suppliers = (actor: Actor) => may(actor, 'payables.read');
/** All of them: the sums of both books are compared. */
const cash = (actor: Actor) => accountsOf(actor, 'cash.read') === null;
const purchases = (actor: Actor) =>
  may(actor, 'purchaseOrders.read') && actor.fields.cost === 'show';
const orders = (actor: Actor) => everywhere(actor, 'salesOrders.read');

/** Who sees the openings of a kind, and what they come to. */
export const seesOpenings: Readonly<Record<OpeningList, (actor: Actor) => boolean>> = {
  stock: goods,
  receivables: customers,
  advancesReceived: customers,
  payables: suppliers,
  advancesPaid: suppliers,
  billsReceived: (actor) => customers(actor) && accountsOf(actor, 'receivables.read') === null,
  billsIssued: (actor) => suppliers(actor) && accountsOf(actor, 'payables.read') === null,
  cash,
  orders,
  purchases,
};

const listOf = (key: TotalKey): OpeningList =>
  key === 'stockQty' || key === 'stockValue' ? 'stock' : key;
/** Who sees a sum, and may say what it was. */
export const seesTotal = (actor: Actor, key: TotalKey) => seesOpenings[listOf(key)](actor);

/** A sum by its name, of `cash` with its account. */
export const totalName = (key: TotalKey, accountId: number | null) =>
  key === 'cash' ? `cash:${accountId}` : key;

/** What the openings come to as they stand, and how many there are of each kind. */
export async function openingTotals(db: Reader) {
  const stock = await openingStockSums(db);
  const receivables = await openingOwedSums(db, 'ar', 'owed');
  const advancesReceived = await openingOwedSums(db, 'ar', 'advance');
  const payables = await openingOwedSums(db, 'ap', 'owed');
  const advancesPaid = await openingOwedSums(db, 'ap', 'advance');
  const received = await openingBillSums(db, 'received');
  const issued = await openingBillSums(db, 'issued');
  const ordered = await openingOrderSums(db);
  const bought = await openingPurchaseSums(db);
  const accounts = await openingCashOf(db);
  const plain = (key: TotalKey, now: number) => ({ key, account: null, now });
  const totals: Omit<GoingLiveTotal, 'old'>[] = [
    plain('stockQty', stock.qtyE4),
    plain('stockValue', stock.fen),
    plain('receivables', receivables.fen),
    plain('advancesReceived', advancesReceived.fen),
    plain('payables', payables.fen),
    plain('advancesPaid', advancesPaid.fen),
    plain('billsReceived', received.fen),
    plain('billsIssued', issued.fen),
    ...accounts.map(({ accountId, name, fen }) => ({
      key: 'cash' as const,
      account: { id: accountId, name },
      now: fen ?? 0,
    })),
    plain('orders', ordered.fen),
    plain('purchases', bought.fen),
  ];
  const cashFen = accounts.reduce((sum, { fen }) => sum + (fen ?? 0), 0);
  return {
    totals,
    counts: {
      stock: stock.count,
      receivables: receivables.count,
      advancesReceived: advancesReceived.count,
      payables: payables.count,
      advancesPaid: advancesPaid.count,
      billsReceived: received.count,
      billsIssued: issued.count,
      cash: accounts.filter(({ fen }) => fen !== null).length,
      orders: ordered.count,
      purchases: bought.count,
    },
    equity: {
      // What a company has less what it owes; orders are neither.
      openingsFen:
        stock.fen +
        receivables.fen -
        advancesReceived.fen -
        payables.fen +
        advancesPaid.fen +
        received.fen -
        issued.fen +
        cashFen,
      vouchersFen: -(await openingEquityFen(db)),
    },
  };
}
