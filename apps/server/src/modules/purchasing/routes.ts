import { listSupplierPrices, unitsBought } from '@xinhang/db/repositories/supplier-prices.ts';
import {
  countSuppliers,
  listSuppliers,
  supplierPlace,
} from '@xinhang/db/repositories/suppliers.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { todayOf } from '../../http/today.ts';
import { sheetExportJob, startSheetExport } from '../../jobs/sheet-export.ts';
import { termsInUse } from '../ledgers/service.ts';
import { causeRoutes } from './cause-routes.ts';
import { purchaseReturnDrafts, receiptNoteDrafts } from './closing.ts';
import { describeSupplier, describeSuppliers } from './describe.ts';
import { dropShipRoutes } from './drop-ship/routes.ts';
import { ownedSupplier } from './estate.ts';
import { supplierFile } from './export.ts';
import { purchaseOrderRoutes } from './orders/routes.ts';
import { purchaseOrderPrintable, receivedPrintable } from './printable.ts';
import { receiptNoteRoutes } from './receipt-notes/routes.ts';
import { purchaseRequestRoutes } from './requests/routes.ts';
import { purchaseReturnRoutes } from './returns/routes.ts';
import { findSimilar } from './similar.ts';
import { addPrice, changePrice, dropPrice, toPrice } from './supplier-prices.ts';
import { countShort, describeShort, findShort } from './shortages.ts';
import { addSupplier, changeSupplier } from './suppliers.ts';

/** Suppliers, what they ask for products, and what is bought from them. */
export function purchasingRoutes(http: Http): void {
  http.owned.register(ownedSupplier);
  http.productUses.register({ unitsUsed: unitsBought });
  http.jobs.register(sheetExportJob(supplierFile));
  http.closings.registerDrafts(receiptNoteDrafts);
  http.closings.registerDrafts(purchaseReturnDrafts);
  http.printables.register(purchaseOrderPrintable);
  http.printables.register(receivedPrintable);
  supplierRoutes(http);
  purchaseOrderRoutes(http);
  receiptNoteRoutes(http);
  purchaseReturnRoutes(http);
  purchaseRequestRoutes(http);
  causeRoutes(http);
  dropShipRoutes(http);
  priceRoutes(http);
  shortageRoutes(http);
}

function supplierRoutes(http: Http): void {
  const { suppliers } = api;
  implement(http, suppliers.list, {
    async run(ctx, { query }) {
      const { q = '', sort, buyerId, active } = query;
      const question = { words: searchRuns(q), buyerId, active };
      const found = await listSuppliers(ctx.db, question, {
        sort,
        descending: query.dir === 'desc',
        after: startOf(query, sort === 'createdAt' ? 'number' : 'string'),
        limit: query.limit + 1,
      });
      const { rows, next } = cutPage(found, query.limit, (row) => ({
        value: supplierPlace(sort, row),
        id: row.id,
      }));
      return {
        rows: await describeSuppliers(ctx, rows),
        next,
        count: query.count ? await countSuppliers(ctx.db, question, COUNT_CAP) : null,
      };
    },
  });
  implement(http, suppliers.get, {
    run: async (ctx, { params }) => await describeSupplier(ctx, params.id),
  });
  implement(http, suppliers.pick, {
    async run(ctx, { query: { q, limit } }) {
      const page = { sort: 'name', descending: false, after: null, limit } as const;
      const rows = await listSuppliers(ctx.db, { words: searchRuns(q), active: true }, page);
      return { rows: rows.map(({ id, name, code }) => ({ id, name, code })) };
    },
  });
  implement(http, suppliers.terms, {
    run: async (ctx) => ({ rows: await termsInUse(ctx.db) }),
  });
  implement(http, suppliers.check, {
    run: async (ctx, { query }) => ({ rows: await findSimilar(ctx, query) }),
  });
  implement(http, suppliers.create, {
    run: async (ctx, { body }) => await addSupplier(ctx, body),
  });
  implement(http, suppliers.update, {
    run: async (ctx, { params, body }) => await changeSupplier(ctx, params.id, body),
  });
  implement(http, suppliers.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, supplierFile, body),
    }),
  });
}

function priceRoutes(http: Http): void {
  const { supplierPrices } = api;
  implement(http, supplierPrices.list, {
    async run(ctx, { query }) {
      const { supplierId, productId, state, limit } = query;
      const today = await todayOf(ctx);
      const question = { supplierId, productId, state, today };
      const page = { before: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listSupplierPrices(ctx.db, question, page);
      const { rows, next } = cutPage(found, limit, (row) => ({ value: row.id, id: row.id }));
      return { rows: rows.map((row) => toPrice(ctx, row, today)), next, count: null };
    },
  });
  implement(http, supplierPrices.create, {
    run: async (ctx, { body }) => await addPrice(ctx, body),
  });
  implement(http, supplierPrices.update, {
    run: async (ctx, { params, body }) => await changePrice(ctx, params.id, body),
  });
  implement(http, supplierPrices.remove, {
    async run(ctx, { params }) {
      await dropPrice(ctx, params.id);
      return { ok: true as const };
    },
  });
}

function shortageRoutes(http: Http): void {
  implement(http, api.shortages.list, {
    async run(ctx, { query }) {
      const { q = '', limit } = query;
      const after = startOf(query, 'string');
      const page = { after: after && String(after.value), limit: limit + 1 };
      const found = await findShort(ctx, q, page);
      const { rows, next } = cutPage(found, limit, (row) => ({ value: row.code_key, id: row.id }));
      return {
        rows: await describeShort(ctx, rows),
        next,
        count: query.count ? await countShort(ctx, q, COUNT_CAP) : null,
      };
    },
  });
}
