import { stockLying, stockUnitsOf } from '@xinhang/db/repositories/stock-posting.ts';
import { listStockDocs } from '@xinhang/db/repositories/stock-documents.ts';
import { placesReached } from '@xinhang/db/scope-places.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { sheetExportJob, startSheetExport } from '../../jobs/sheet-export.ts';
import { confirmDoc, receiveDoc, reverseDoc } from './confirm.ts';
import { describeDoc, toDocRow } from './describe.ts';
import { createDoc, discardDoc, startCount, updateDoc } from './drafts.ts';
import { provisionalLeft, stockBooks, stockDrafts } from './closing.ts';
import { stockFile } from './export.ts';
import {
  batchPosition,
  describeBatches,
  describeSerials,
  findBatches,
  findSerials,
  serialPosition,
} from './pieces.ts';
import { describeIssues, findIssues } from './provisional-read.ts';
import { needDoc } from './record.ts';
import { stockPrintable } from './printable.ts';
import { seesCost } from './kinds.ts';
import { describeSummary, describeTotals, isValued, summaryOf } from './summary.ts';
import {
  availablePlaces,
  describeAvailable,
  describeMovements,
  describeOnHand,
  lineFactsOf,
  listMovements,
  movementQuestion,
  onHandProducts,
  onHandQuestion,
  onHandTotals,
} from './read.ts';

/** What there is of goods and where, how it moved, and the documents that move it. */
export function stockRoutes(http: Http): void {
  http.productUses.register({ unitsUsed: stockUnitsOf, lying: stockLying });
  http.jobs.register(sheetExportJob(stockFile));
  http.printables.register(stockPrintable);
  http.closings.registerDrafts(stockDrafts);
  http.closings.registerCheck(stockBooks);
  http.closings.registerLeft(provisionalLeft);
  readRoutes(http);
  documentRoutes(http);
}

function readRoutes(http: Http): void {
  implement(http, api.stock.onHand, {
    async run(ctx, { query }) {
      const question = await onHandQuestion(ctx, query);
      const after = startOf(query, 'string');
      const page = { after: after && String(after.value), limit: query.limit + 1 };
      const found = await onHandProducts(ctx.db, question, page);
      const { rows, next } = cutPage(found, query.limit, (row) => ({
        value: row.code_key,
        id: row.id,
      }));
      const totals = query.count ? await onHandTotals(ctx.db, question, COUNT_CAP) : null;
      const cost = seesCost(ctx.actor);
      return {
        rows: await describeOnHand(ctx, rows),
        next,
        count: totals?.count ?? null,
        amountFen: cost && totals ? totals.valueFen : null,
        costHidden: !cost,
      };
    },
  });
  implement(http, api.stock.summary, {
    async run(ctx, { query }) {
      const after = startOf(query, 'string');
      const page = { after: after && String(after.value), limit: query.limit + 1 };
      const found = await summaryOf(ctx, query, page, query.count === true);
      const { rows, next } = cutPage(found.rows, query.limit, (row) => ({
        value: row.code_key,
        id: row.id,
      }));
      const valued = isValued(ctx, query);
      return {
        rows: describeSummary(valued, rows),
        next,
        ...describeTotals(valued, found),
        costHidden: !seesCost(ctx.actor),
        valued,
      };
    },
  });
  implement(http, api.stock.available, {
    async run(ctx, { query }) {
      const places = availablePlaces(ctx.actor);
      const question = { ...(await onHandQuestion(ctx, query)), places, empty: true, inUse: true };
      const after = startOf(query, 'string');
      const page = { after: after && String(after.value), limit: query.limit + 1 };
      const found = await onHandProducts(ctx.db, question, page);
      const { rows, next } = cutPage(found, query.limit, (row) => ({
        value: row.code_key,
        id: row.id,
      }));
      return { rows: await describeAvailable(ctx, rows), next, count: null };
    },
  });
  implement(http, api.stock.ledger, {
    async run(ctx, { query }) {
      const { kind: kinds, limit, cursor: _, ...asked } = query;
      const question = movementQuestion(ctx, asked);
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listMovements(ctx.db, { ...question, kinds }, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      return { rows: await describeMovements(ctx, question, rows), next, count: null };
    },
  });
  implement(http, api.stock.batches, {
    async run(ctx, { query }) {
      const start = { after: startOf(query, 'string'), limit: query.limit + 1 };
      const found = await findBatches(ctx, query, start);
      const { rows, next } = cutPage(found, query.limit, batchPosition);
      return { rows: await describeBatches(ctx, rows), next, count: null };
    },
  });
  implement(http, api.stock.serials, {
    async run(ctx, { query }) {
      const start = { after: startOf(query, 'string'), limit: query.limit + 1 };
      const found = await findSerials(ctx, query, start);
      const { rows, next } = cutPage(found, query.limit, serialPosition);
      return { rows: await describeSerials(ctx, rows), next, count: null };
    },
  });
  implement(http, api.stock.provisional, {
    async run(ctx, { query }) {
      const { limit, cursor: _, ...question } = query;
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await findIssues(ctx, question, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      return { rows: await describeIssues(ctx, rows), next, count: null };
    },
  });
  implement(http, api.stock.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, stockFile, body),
    }),
  });
  implement(http, api.stock.facts, {
    run: async (ctx, { query }) => ({
      rows: await lineFactsOf(ctx, [...new Set(query.productId)], query.locationId),
    }),
  });
}

function documentRoutes(http: Http): void {
  const { stockDocuments } = api;
  implement(http, stockDocuments.list, {
    async run(ctx, { query }) {
      const { kind: kinds, state: states, q: text, locationId, from, to, limit } = query;
      const places = placesReached(ctx.actor, 'stock.read');
      const filter = { places, kinds, states, text, locationId, from, to };
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listStockDocs(ctx.db, filter, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      return { rows: rows.map(toDocRow), next, count: null };
    },
  });
  implement(http, stockDocuments.get, {
    run: async (ctx, { params }) => await describeDoc(ctx, await needDoc(ctx, params.id)),
  });
  implement(http, stockDocuments.create, {
    run: async (ctx, { body }) => await describeDoc(ctx, await createDoc(ctx, body)),
  });
  implement(http, stockDocuments.startCount, {
    run: async (ctx, { body }) => await describeDoc(ctx, await startCount(ctx, body)),
  });
  implement(http, stockDocuments.update, {
    run: async (ctx, { params, body }) =>
      await describeDoc(ctx, await updateDoc(ctx, params.id, body)),
  });
  implement(http, stockDocuments.discard, {
    async run(ctx, { params, body }) {
      await discardDoc(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, stockDocuments.confirm, {
    run: async (ctx, { params, body }) =>
      await describeDoc(ctx, await confirmDoc(ctx, params.id, body.version)),
  });
  implement(http, stockDocuments.receive, {
    run: async (ctx, { params, body }) =>
      await describeDoc(ctx, await receiveDoc(ctx, params.id, body)),
  });
  implement(http, stockDocuments.reverse, {
    run: async (ctx, { params, body }) =>
      await describeDoc(ctx, await reverseDoc(ctx, params.id, body)),
  });
}
