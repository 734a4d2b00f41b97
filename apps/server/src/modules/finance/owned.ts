import { adjustmentNames } from '@xinhang/db/repositories/ar-adjustments.ts';
import { receiptNames } from '@xinhang/db/repositories/receipts.ts';
import { accountsOf } from '@xinhang/db/scope-cash.ts';
import type { OwnedKind } from '../../registry/owned.ts';
import { countSeen, hangRows, idsHanging, sightOf } from '../customers/service.ts';

/** Who is narrowed to some accounts of money is not shown what was done on the others. */
const sight: OwnedKind['sight'] = async (ctx, ids) =>
  accountsOf(ctx.actor, 'receivables.read') === null
    ? await sightOf(ctx, 'receivables.read', ids)
    : new Map();

const hanging = (
  table: 'receipt' | 'ar_adjustment' | 'other_cash',
): NonNullable<OwnedKind['follows']> => ({
  count: (ctx, customerId) =>
    // Money of other kinds is of no customer that is read by scope.
    table === 'other_cash'
      ? Promise.resolve(null)
      : countSeen(ctx, 'receivables.read', table, customerId),
  ids: (ctx, customerId) => idsHanging(ctx.db, table, customerId),
  move: (ctx, ids, way) => hangRows(ctx.tx, table, ids, way),
});

/** What customers paid and what was corrected, as lower modules speak of it. */
export const ownedMoney: readonly OwnedKind[] = [
  {
    kind: 'receipt',
    names: (ctx, ids) => receiptNames(ctx.db, ctx.actor, ids),
    sight,
    follows: hanging('receipt'),
  },
  {
    kind: 'arAdjustment',
    names: (ctx, ids) => adjustmentNames(ctx.db, ctx.actor, ids),
    sight,
    follows: hanging('ar_adjustment'),
  },
  { kind: 'otherCash', follows: hanging('other_cash') },
];
