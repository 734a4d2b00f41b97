import { may } from '@xinhang/db/actor.ts';
import { findStockDoc } from '@xinhang/db/repositories/stock-documents.ts';
import { placesReached } from '@xinhang/db/scope-places.ts';
import { stockDocKinds } from '@xinhang/shared/stock.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Printable } from '../../registry/printables.ts';

/** Documents of the stock room on paper: whoever reads them prints them, with what he sees. */
export const stockPrintable: Printable = {
  kinds: stockDocKinds,
  async reads(ctx, kind, docId) {
    if (!may(ctx.actor, 'stock.read')) throw problem('forbidden');
    return (
      (await findStockDoc(ctx.db, docId, placesReached(ctx.actor, 'stock.read')))?.kind === kind
    );
  },
};
