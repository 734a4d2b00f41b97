import { contactsOf } from '@xinhang/db/repositories/contacts.ts';
import {
  countCustomers,
  listCustomers,
  type CustomerSort,
} from '@xinhang/db/repositories/customer-list.ts';
import { customersBelow } from '@xinhang/db/repositories/customers.ts';
import { markCustomers } from '@xinhang/db/repositories/customer-marks.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { ownedCustomer } from './owned.ts';
import { asMarks, cutPage, startOf, walkOf } from '../../http/paging.ts';
import { filesOfCustomer } from '../system/service.ts';
import { needCustomer } from './access.ts';
import { changeCustomer, giveCustomer } from './change.ts';
import { contactsOfCustomer } from './contacts.ts';
import { describeCustomer, describeRows } from './describe.ts';
import { findDuplicates } from './duplicates.ts';
import { toConditions } from './filters.ts';
import { archiveCustomer, shareCustomer } from './sharing.ts';
import { placesOf } from './places.ts';
import { createCustomer } from './register.ts';
import { countView } from './pool-views.ts';
import { sortValue } from './sort.ts';
import { stagesOf } from './stages.ts';
import { timelineOf } from './timeline.ts';

/** Items of the timeline that stand on the page when it opens. */
const FIRST_ITEMS = 30;
/** Customers below one that stand on its page. */
const MOST_BELOW = 50;

const textSorts: ReadonlySet<CustomerSort> = new Set(['nextFollowOn', 'name']);

async function belowOf({ db, actor }: ReadContext, id: number) {
  const found = await customersBelow(db, actor, id, MOST_BELOW + 1);
  return { rows: found.slice(0, MOST_BELOW), more: found.length > MOST_BELOW };
}

export function customerRoutes(http: Http): void {
  http.owned.register(ownedCustomer);

  implement(http, api.customers.list, {
    async run(ctx, { query }) {
      const from = { ...ctx, search: ctx.deps.db.search };
      const conditions = await toConditions(from, query);
      const found = await listCustomers(ctx.db, ctx.actor, conditions, {
        sort: query.sort,
        descending: query.dir === 'desc',
        after: startOf(query, textSorts.has(query.sort) ? 'string' : 'number'),
        limit: query.limit + 1,
      });
      const { rows, next } = cutPage(found, query.limit, (row) => ({
        value: sortValue[query.sort](row),
        id: row.id,
      }));
      return {
        rows: await describeRows(ctx.db, ctx.actor, rows, query.custom),
        next,
        count: query.count ? await countCustomers(ctx.db, ctx.actor, conditions, COUNT_CAP) : null,
      };
    },
  });

  implement(http, api.customers.marks, {
    async run(ctx, { query }) {
      const conditions = await toConditions({ ...ctx, search: ctx.deps.db.search }, query);
      const page = {
        sort: query.sort,
        descending: query.dir === 'desc',
        after: startOf(query, textSorts.has(query.sort) ? 'string' : 'number'),
        limit: walkOf(query.step),
      };
      const found = await markCustomers(ctx.db, ctx.actor, conditions, page, query.step);
      return asMarks(found, query.step);
    },
  });

  implement(http, api.customers.checkDuplicates, {
    async run(ctx, { query }) {
      return await findDuplicates(ctx.db, ctx.actor, {
        name: query.name,
        phones: query.phone ?? [],
        taxNo: query.taxNo,
        exceptId: query.exceptId,
      });
    },
  });

  implement(http, api.customers.get, {
    async run(ctx, { params }) {
      const row = await needCustomer(ctx.db, ctx.actor, 'customers.read', params.id);
      await countView(ctx, http.hub, row);
      return await describeCustomer(ctx.db, ctx.actor, row);
    },
  });

  implement(http, api.customers.create, {
    run: async (ctx, { body }) =>
      await describeCustomer(ctx.tx, ctx.actor, await createCustomer(ctx, body)),
  });

  implement(http, api.customers.update, {
    run: async (ctx, { params, body }) =>
      await describeCustomer(ctx.tx, ctx.actor, await changeCustomer(ctx, params.id, body)),
  });

  implement(http, api.customers.assign, {
    async run(ctx, { params, body }) {
      await giveCustomer(ctx, http.owned, params.id, body);
      return { ok: true as const };
    },
  });

  implement(http, api.customers.archive, {
    run: async (ctx, { params, body }) =>
      await describeCustomer(
        ctx.tx,
        ctx.actor,
        await archiveCustomer(ctx, http.owned, params.id, body),
      ),
  });

  implement(http, api.customers.setCollaborators, {
    run: async (ctx, { params, body }) =>
      await describeCustomer(ctx.tx, ctx.actor, await shareCustomer(ctx, params.id, body)),
  });

  implement(http, api.customers.timeline, {
    async run(ctx, { params, query }) {
      const customer = await needCustomer(ctx.db, ctx.actor, 'customers.read', params.id);
      await countView(ctx, http.hub, customer);
      return await timelineOf(ctx, customer, query);
    },
  });

  implement(http, api.customerPage.open, {
    async run(ctx, { params }) {
      const { db, actor } = ctx;
      const customer = await needCustomer(db, actor, 'customers.read', params.id);
      await countView(ctx, http.hub, customer);
      const found = await contactsOf(db, [customer.id]);
      return {
        customer: await describeCustomer(db, actor, customer, found),
        contacts: await contactsOfCustomer(db, actor, customer, found),
        ...(await placesOf(db, actor, customer)),
        below: await belowOf(ctx, customer.id),
        stages: await stagesOf(db, customer),
        files: await filesOfCustomer(ctx, http.owned, customer.id),
        timeline: await timelineOf(ctx, customer, { limit: FIRST_ITEMS }),
      };
    },
  });
}
