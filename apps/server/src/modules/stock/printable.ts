import { may } from '@xinhang/db/actor.ts';
import { stockDocById } from '@xinhang/db/repositories/stock-documents.ts';
import { stockDocKinds } from '@xinhang/shared/stock.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Printable } from '../../registry/printables.ts';

/** Documents of the stock room on paper: whoever reads them prints them, with what he sees. */
export const stockPrintable: Printable = {
  kinds: stockDocKinds,
  async reads(ctx, kind, docId) {
    if (!may(ctx.actor, 'stock.read')) throw problem('forbidden');
    return (await stockDocById(ctx.db, docId))?.kind === kind;
  },
};
