import { may } from '@xinhang/db/actor.ts';
import {
  contractsMovedOn,
  contractsToHand,
  contractsWith,
  handContracts,
} from '@xinhang/db/repositories/contract-estate.ts';
import { sumContracts } from '@xinhang/db/repositories/contract-list.ts';
import {
  contractById,
  contractNames,
  contractUnits,
  findContract,
  updateContract,
} from '@xinhang/db/repositories/contracts.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import type { HangingFile, OwnedKind, Passed } from '../../../registry/owned.ts';
import type { Printable } from '../../../registry/printables.ts';
import type { ProductUse } from '../../../registry/product-uses.ts';
import {
  customerById,
  findCustomer,
  hangRows,
  idsHanging,
  needLiveCustomer,
  sightOf,
} from '../../customers/service.ts';
import { record, told } from './access.ts';
import { keeperOf } from './drafts.ts';

/** Contracts that are not over go on with whoever has the customer now. */
async function passContracts(ctx: WriteContext, { customer, from }: Passed): Promise<number[]> {
  const { owner_id: to } = customer;
  if (to === null || from === null) return [];
  const ids = await contractsWith(ctx.tx, customer.id, from);
  for (const id of ids) {
    const row = (await contractById(ctx.tx, id))!;
    const before = await told(ctx, row);
    if (!(await updateContract(ctx.tx, row, await keeperOf(ctx, to)))) {
      throw problem('version-conflict');
    }
    await record(ctx, 'contracts.pass', row, before);
  }
  return ids;
}

async function needToChange(ctx: ReadContext, { customerId }: HangingFile): Promise<void> {
  await needLiveCustomer(ctx.db, ctx.actor, 'contracts.update', customerId);
}

/** Contracts, as lower modules speak of them: they are the customer's, whoever owns that. */
export const ownedContract: OwnedKind = {
  kind: 'contract',
  names: (ctx, ids) => contractNames(ctx.db, ctx.actor, ids),
  sight: (ctx, customerIds) => sightOf(ctx, 'contracts.read', customerIds),
  customerPassed: passContracts,
  follows: {
    async count(ctx, customerId) {
      if (!may(ctx.actor, 'contracts.read')) return null;
      return (await sumContracts(ctx.db, ctx.actor, { customerId }, COUNT_CAP)).count;
    },
    ids: (ctx, customerId) => idsHanging(ctx.db, 'contract', customerId),
    move: (ctx, ids, way) => hangRows(ctx.tx, 'contract', ids, way),
  },
  estate: {
    async counts(ctx, userId) {
      const { length: count } = await contractsToHand(ctx.db, userId);
      return [{ sort: 'contracts', count, fate: 'moves' }];
    },
    handing: {
      receiversNeed: 'contracts.read',
      async rows(ctx, userId) {
        return (await contractsToHand(ctx.db, userId)).map((row) => ({
          id: row.id,
          sort: 'contracts',
          follows: { kind: 'customer', id: row.customer_id },
          ...(row.customer_owner_id !== null &&
            row.customer_owner_id !== userId && { ownerOfThat: row.customer_owner_id }),
          region: row.region ?? '',
          industry: row.industry ?? '',
          grade: row.chance_grade ?? '',
        }));
      },
      hand: async (ctx, handover) =>
        await handContracts(ctx.tx, { ...handover, byUserId: ctx.actor.userId, at: ctx.now }),
      mark: () => Promise.resolve(0),
      movedOn: (ctx, handoverId) => contractsMovedOn(ctx.tx, handoverId),
    },
  },
  files: {
    reads: 'contracts.read',
    async readable(ctx, customerId) {
      const customer = await findCustomer(ctx.db, ctx.actor, 'contracts.read', customerId);
      return customer !== undefined;
    },
    needAdd: needToChange,
    needRemove: needToChange,
    async audience(ctx, { customerId }) {
      const customer = await customerById(ctx.db, customerId);
      return customer?.owner_id ? [customer.owner_id] : [];
    },
  },
};

/** Lines of contracts count products in units. */
export const contractUse: ProductUse = { unitsUsed: contractUnits };

/** Contracts that have a number, on paper: it is what both sides sign. */
export const contractPrintable: Printable = {
  kinds: ['contract'],
  async reads(ctx, _kind, docId) {
    if (!may(ctx.actor, 'contracts.read')) throw problem('forbidden');
    const row = await findContract(ctx.db, ctx.actor, 'contracts.read', docId);
    return row !== undefined && row.state !== 'draft' && row.state !== 'approving';
  },
};
