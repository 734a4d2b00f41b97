import { may } from '@xinhang/db/actor.ts';
import { findLoan, listLoans, loanNames } from '@xinhang/db/repositories/loans.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { todayOf } from '../../../http/today.ts';
import type { ClosingDrafts } from '../../../registry/closings.ts';
import type { OwnedKind } from '../../../registry/owned.ts';
import type { Printable } from '../../../registry/printables.ts';
import { countSeen, hangRows, idsHanging, sightOf } from '../../customers/service.ts';
import { needLoan } from './access.ts';
import { confirmLoan, reverseLoan } from './confirm.ts';
import { describeLoan, toLoanRow } from './describe.ts';
import { changeLoan, createLoan, discardLoan, extendLoan } from './drafts.ts';
import { sellLoan } from './sell.ts';
import { reverseLoanReturn, takeBackLoan } from './take-back.ts';

/** Loans, as lower modules speak of them. */
const owned: OwnedKind = {
  kind: 'loan',
  names: (ctx, ids) => loanNames(ctx.db, ctx.actor, ids),
  sight: (ctx, ids) => sightOf(ctx, 'deliveries.read', ids),
  follows: {
    count: (ctx, customerId) => countSeen(ctx, 'deliveries.read', 'loan', customerId),
    ids: (ctx, customerId) => idsHanging(ctx.db, 'loan', customerId),
    move: (ctx, ids, way) => hangRows(ctx.tx, 'loan', ids, way),
  },
};

/** Whoever reads a loan prints it. */
const printable: Printable = {
  kinds: ['loan'],
  async reads(ctx, _kind, docId) {
    if (!may(ctx.actor, 'deliveries.read') && !may(ctx.actor, 'deliveries.manage')) {
      throw problem('forbidden');
    }
    const row = await findLoan(ctx.db, ctx.actor, 'deliveries.read', docId);
    return row !== undefined && row.no !== null;
  },
};

/** Loans that are not handed out. */
const drafts: ClosingDrafts = {
  areas: ['stock'],
  async find(ctx, to, limit) {
    if (!may(ctx.actor, 'deliveries.read') && !may(ctx.actor, 'deliveries.manage')) return [];
    const page = { after: null, limit };
    const rows = await listLoans(ctx.db, ctx.actor, { states: ['draft'], to }, page);
    return rows.map((row) => ({
      docKind: 'loan',
      docId: row.id,
      businessDate: row.business_date,
      party: row.customer_name,
      madeBy: row.maker_name,
    }));
  },
};

/** Goods that customers borrow. */
export function loanRoutes(http: Http): void {
  http.owned.register(owned);
  http.printables.register(printable);
  http.closings.registerDrafts(drafts);
  readRoutes(http);
  writeRoutes(http);
}

function readRoutes(http: Http): void {
  const { loans } = api;
  implement(http, loans.list, {
    async run(ctx, { query }) {
      const { state: states, customerId, q: text, overdue, mine, limit } = query;
      const today = await todayOf(ctx);
      const filter = {
        states,
        customerId,
        text,
        ...(overdue && { dueBefore: today }),
        ...(mine && { ownerId: ctx.actor.userId }),
      };
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listLoans(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      return { rows: rows.map((row) => toLoanRow(row, today)), next, count: null };
    },
  });
  implement(http, loans.get, {
    run: async (ctx, { params }) => await describeLoan(ctx, await needLoan(ctx, params.id)),
  });
}

function writeRoutes(http: Http): void {
  const { loans } = api;
  implement(http, loans.create, {
    run: async (ctx, { body }) => await describeLoan(ctx, await createLoan(ctx, body)),
  });
  implement(http, loans.update, {
    run: async (ctx, { params, body }) =>
      await describeLoan(ctx, await changeLoan(ctx, params.id, body)),
  });
  implement(http, loans.discard, {
    async run(ctx, { params, body }) {
      await discardLoan(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, loans.confirm, {
    run: async (ctx, { params, body }) =>
      await describeLoan(ctx, await confirmLoan(ctx, params.id, body.version)),
  });
  implement(http, loans.extend, {
    run: async (ctx, { params, body }) =>
      await describeLoan(ctx, await extendLoan(ctx, params.id, body)),
  });
  implement(http, loans.takeBack, {
    run: async (ctx, { params, body }) =>
      await describeLoan(ctx, await takeBackLoan(ctx, params.id, body)),
  });
  implement(http, loans.sell, {
    run: async (ctx, { params, body }) =>
      await describeLoan(ctx, await sellLoan(http, ctx, params.id, body)),
  });
  implement(http, loans.reverseReturn, {
    run: async (ctx, { params, body }) =>
      await describeLoan(ctx, await reverseLoanReturn(ctx, params.id, body)),
  });
  implement(http, loans.reverse, {
    run: async (ctx, { params, body }) =>
      await describeLoan(ctx, await reverseLoan(ctx, params.id, body)),
  });
}
