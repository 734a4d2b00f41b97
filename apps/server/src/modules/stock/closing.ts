import { may } from '@xinhang/db/actor.ts';
import {
  negativePlaces,
  wrongBalances,
  wrongPieces,
  wrongPools,
} from '@xinhang/db/repositories/stock-check.ts';
import { listStockDocs } from '@xinhang/db/repositories/stock-documents.ts';
import { openIssuesTo } from '@xinhang/db/repositories/provisional-issues.ts';
import {
  wrongCorrections,
  wrongIssues,
  wrongShort,
} from '@xinhang/db/repositories/provisional-check.ts';
import { placesReached } from '@xinhang/db/scope-places.ts';
import { seesCost } from './kinds.ts';
import type { ClosingCheck, ClosingDrafts, ClosingLeft } from '../../registry/closings.ts';

/** Documents of stock that are not confirmed. */
export const stockDrafts: ClosingDrafts = {
  areas: ['stock'],
  async find(ctx, to, limit) {
    if (!may(ctx.actor, 'stock.read')) return [];
    const rows = await listStockDocs(
      ctx.db,
      { places: placesReached(ctx.actor, 'stock.read'), states: ['draft'], to },
      { after: null, limit },
    );
    return rows.map((row) => ({
      docKind: row.kind,
      docId: row.id,
      businessDate: row.business_date,
      party: '',
      madeBy: row.maker_name,
    }));
  },
};

/** What the doctor compares of stock; caches have no date, so they are compared as they are now. */
export const stockBooks: ClosingCheck = {
  areas: ['stock'],
  async find({ db }) {
    const found = [
      await wrongBalances(db),
      await negativePlaces(db),
      await wrongPools(db),
      await wrongPieces(db),
      await wrongShort(db),
      await wrongIssues(db),
      await wrongCorrections(db),
    ];
    const count = found.reduce((sum, rows) => sum + rows.length, 0);
    return count === 0 ? [] : [{ code: 'stock-books-differ', count, amountFen: null }];
  },
};

/** What went out in the month or before and did not come in yet, at a cost that is a guess. */
export const provisionalLeft: ClosingLeft = {
  areas: ['stock'],
  async find({ db, actor }, { to }) {
    const { count, valueFen } = await openIssuesTo(db, to);
    const amountFen = seesCost(actor) ? valueFen : null;
    return count === 0 ? [] : [{ code: 'provisional-open', count, amountFen }];
  },
};
