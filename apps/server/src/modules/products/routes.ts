import { unitsOfBills } from '@xinhang/db/repositories/product-bills.ts';
import {
  moveCustomerProducts,
  productsOfCustomer,
} from '@xinhang/db/repositories/customer-products.ts';
import { allProductCategories } from '@xinhang/db/repositories/product-words.ts';
import {
  countProducts,
  listProducts,
  productPlace,
  productsByIds,
} from '@xinhang/db/repositories/products.ts';
import { may } from '@xinhang/db/actor.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { findCustomer, hangRows, idsHanging, sightOf } from '../customers/service.ts';
import { changeBill, describeBill } from './bills.ts';
import { addProduct, changeProduct } from './change.ts';
import {
  addCustomerProduct,
  changeCustomerProduct,
  dropCustomerProduct,
  listCustomerProducts,
} from './customer-products.ts';
import { describeProduct, describeRows } from './describe.ts';
import { admitImage, keepImage, needImage, removeImage } from './images.ts';
import { addLocation, changeLocation, listLocations } from './locations.ts';
import { pickProducts } from './picking.ts';
import {
  addCategory,
  addUnit,
  changeCategory,
  changeUnit,
  listCategories,
  listUnits,
  removeCategory,
} from './words.ts';

const MEGABYTE = 1024 * 1024;

/** Products with their units and barcodes, and the places where they lie. */
export function productRoutes(http: Http): void {
  http.owned.register({
    kind: 'product',
    names: async (ctx, ids) => {
      if (!may(ctx.actor, 'products.read')) return new Map();
      return new Map((await productsByIds(ctx.db, ids)).map((row) => [row.id, row.name]));
    },
  });
  http.owned.register({
    kind: 'location',
    follows: {
      count: () => Promise.resolve(null),
      ids: (ctx, customerId) => idsHanging(ctx.db, 'location', customerId),
      move: (ctx, ids, way) => hangRows(ctx.tx, 'location', ids, way),
    },
  });
  http.owned.register({
    kind: 'customerProduct',
    follows: {
      count: () => Promise.resolve(null),
      ids: async (ctx, customerId) =>
        (await productsOfCustomer(ctx.db, customerId)).map((row) => row.id),
      move: (ctx, ids, way) => moveCustomerProducts(ctx.tx, ids, way),
    },
    sight: (ctx, customerIds) => sightOf(ctx, 'customers.read', customerIds),
  });
  listRoutes(http);
  customerRoutes(http);
  imageRoutes(http);
  wordRoutes(http);
  locationRoutes(http);
  billRoutes(http);
}

function listRoutes(http: Http): void {
  const { products } = api;
  implement(http, products.list, {
    async run(ctx, { query }) {
      const { categoryId, q = '', sort } = query;
      const category = (await allProductCategories(ctx.db)).find((row) => row.id === categoryId);
      const question = {
        words: searchRuns(q),
        // One that is not there (any more) holds nothing.
        categoryPath: categoryId === undefined ? undefined : (category?.path ?? '-'),
        kinds: query.kind,
        active: query.active,
      };
      const found = await listProducts(ctx.db, question, {
        sort,
        descending: query.dir === 'desc',
        after: startOf(query, sort === 'createdAt' ? 'number' : 'string'),
        limit: query.limit + 1,
      });
      const { rows, next } = cutPage(found, query.limit, (row) => ({
        value: productPlace(sort, row),
        id: row.id,
      }));
      return {
        rows: await describeRows(ctx, rows),
        next,
        count: query.count ? await countProducts(ctx.db, question, COUNT_CAP) : null,
      };
    },
  });
  implement(http, products.get, {
    run: async (ctx, { params }) => await describeProduct(ctx, http.productUses, params.id),
  });
  implement(http, products.pick, {
    async run(ctx, { query }) {
      const { q, limit, customerId, all } = query;
      // Of a customer out of sight the part numbers are as unknown as he is.
      const seen =
        customerId === undefined
          ? undefined
          : await findCustomer(ctx.db, ctx.actor, 'customers.read', customerId);
      return { rows: await pickProducts(ctx.db, q, limit, { customerId: seen?.id, all }) };
    },
  });
  implement(http, products.create, {
    run: async (ctx, { body }) => await addProduct(ctx, http.productUses, body),
  });
  implement(http, products.update, {
    run: async (ctx, { params, body }) =>
      await changeProduct(ctx, http.productUses, params.id, body),
  });
}

/** What products are put together from. */
function billRoutes(http: Http): void {
  http.productUses.register({ unitsUsed: unitsOfBills });
  implement(http, api.productBills.get, {
    run: async (ctx, { params }) => await describeBill(ctx, params.id),
  });
  implement(http, api.productBills.set, {
    run: async (ctx, { params, body }) => await changeBill(ctx, params.id, body),
  });
}

function imageRoutes(http: Http): void {
  const { products } = api;
  implement(http, products.addImage, {
    async admit(ctx, { params, query }) {
      await admitImage(ctx, params.id, query.name);
      return (await readSetting(ctx.db, 'files.maxMegabytes')) * MEGABYTE;
    },
    run: async (ctx, { params, query }, _prepared, { upload }) =>
      await keepImage(ctx, params.id, upload!, query.name),
  });
  implement(http, products.removeImage, {
    async run(ctx, { params }) {
      await removeImage(ctx, params.id);
      return { ok: true as const };
    },
  });
  implement(http, products.downloadImage, {
    async run(ctx, { params }) {
      const { sha256, size, name, mime } = await needImage(ctx, params.id);
      return { paths: http.deps.paths, sha256, size, name, mime };
    },
  });
}

function wordRoutes(http: Http): void {
  const { products } = api;
  implement(http, products.listUnits, {
    run: async (ctx) => ({ rows: await listUnits(ctx) }),
  });
  implement(http, products.createUnit, {
    run: async (ctx, { body }) => await addUnit(ctx, body),
  });
  implement(http, products.updateUnit, {
    run: async (ctx, { params, body }) => await changeUnit(ctx, params.id, body),
  });
  implement(http, products.listCategories, {
    run: async (ctx) => ({ rows: await listCategories(ctx) }),
  });
  implement(http, products.createCategory, {
    run: async (ctx, { body }) => await addCategory(ctx, body),
  });
  implement(http, products.updateCategory, {
    run: async (ctx, { params, body }) => await changeCategory(ctx, params.id, body),
  });
  implement(http, products.removeCategory, {
    async run(ctx, { params }) {
      await removeCategory(ctx, params.id);
      return { ok: true as const };
    },
  });
}

function customerRoutes(http: Http): void {
  const { customerProducts } = api;
  implement(http, customerProducts.list, {
    run: async (ctx, { params }) => ({ rows: await listCustomerProducts(ctx, params.id) }),
  });
  implement(http, customerProducts.create, {
    run: async (ctx, { params, body }) => await addCustomerProduct(ctx, params.id, body),
  });
  implement(http, customerProducts.update, {
    run: async (ctx, { params, body }) => await changeCustomerProduct(ctx, params.id, body),
  });
  implement(http, customerProducts.remove, {
    async run(ctx, { params }) {
      await dropCustomerProduct(ctx, params.id);
      return { ok: true as const };
    },
  });
}

function locationRoutes(http: Http): void {
  implement(http, api.locations.list, {
    run: async (ctx) => ({ rows: await listLocations(ctx) }),
  });
  implement(http, api.locations.create, {
    run: async (ctx, { body }) => await addLocation(ctx, body),
  });
  implement(http, api.locations.update, {
    run: async (ctx, { params, body }) => await changeLocation(ctx, params.id, body),
  });
}
