import { may } from '@xinhang/db/actor.ts';
import { sumQuotations } from '@xinhang/db/repositories/quotation-list.ts';
import {
  findQuotation,
  quotationNames,
  quotationUnits,
} from '@xinhang/db/repositories/quotations.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { todayOf } from '../../../http/today.ts';
import type { OwnedKind } from '../../../registry/owned.ts';
import type { Printable } from '../../../registry/printables.ts';
import type { ProductUse } from '../../../registry/product-uses.ts';
import { hangRows, idsHanging, sightOf } from '../../customers/service.ts';

/** Quotations, as lower modules speak of them: they are the customer's, whoever owns that. */
export const ownedQuotation: OwnedKind = {
  kind: 'quotation',
  names: (ctx, ids) => quotationNames(ctx.db, ctx.actor, ids),
  sight: (ctx, customerIds) => sightOf(ctx, 'quotations.read', customerIds),
  follows: {
    async count(ctx, customerId) {
      if (!may(ctx.actor, 'quotations.read')) return null;
      const filter = { customerId, today: await todayOf(ctx) };
      return (await sumQuotations(ctx.db, ctx.actor, filter, COUNT_CAP)).count;
    },
    ids: (ctx, customerId) => idsHanging(ctx.db, 'quotation', customerId),
    move: (ctx, ids, way) => hangRows(ctx.tx, 'quotation', ids, way),
  },
};

/** Lines of quotations count products in units. */
export const quotationUse: ProductUse = { unitsUsed: quotationUnits };

/** Quotations that have a number and may be shown to the customer, on paper. */
export const quotationPrintable: Printable = {
  kinds: ['quotation'],
  async reads(ctx, _kind, docId) {
    if (!may(ctx.actor, 'quotations.read')) throw problem('forbidden');
    const row = await findQuotation(ctx.db, ctx.actor, 'quotations.read', docId);
    return row !== undefined && row.state !== 'draft' && row.state !== 'approving';
  },
};
