import { countCareItems, listCareItems } from '@xinhang/db/repositories/care-items.ts';
import { listCarePlans } from '@xinhang/db/repositories/care-plans.ts';
import { listGifts } from '@xinhang/db/repositories/gifts.ts';
import { listPromises } from '@xinhang/db/repositories/promises.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { todayOf } from '../../http/today.ts';
import { peopleAsked } from '../../http/whose.ts';
import type { OwnedKind } from '../../registry/owned.ts';
import { hangRows, idsHanging, sightOf } from '../customers/service.ts';
import { changeGift, describeGifts, giveGift } from './gifts.ts';
import { describeCareItems, finishCare, skipCare } from './items.ts';
import { careSchedule } from './night.ts';
import { addCarePlan, changeCarePlan, toCarePlan } from './plans.ts';
import { changePromise, describePromises, makePromise, settlePromise } from './promises.ts';

/** Rows that belong to customers and go with them. */
const hanging = (kind: string, table: 'care_item' | 'gift' | 'promise'): OwnedKind => ({
  kind,
  follows: {
    // They are no figure of a merge.
    count: () => Promise.resolve(null),
    ids: (ctx, customerId) => idsHanging(ctx.db, table, customerId),
    move: (ctx, ids, way) => hangRows(ctx.tx, table, ids, way),
  },
  sight: (ctx, customerIds) => sightOf(ctx, 'followUps.read', customerIds),
});

/** How customers are cared for: plans and what they ask, gifts and promises. */
export function careRoutes(http: Http): void {
  http.clockwork.register(careSchedule);
  http.owned.register(hanging('careItem', 'care_item'));
  http.owned.register(hanging('gift', 'gift'));
  http.owned.register(hanging('promise', 'promise'));
  planRoutes(http);
  giftRoutes(http);
  promiseRoutes(http);
}

function planRoutes(http: Http): void {
  implement(http, api.carePlans.list, {
    run: async (ctx) => ({ rows: (await listCarePlans(ctx.db)).map(toCarePlan) }),
  });
  implement(http, api.carePlans.create, {
    run: async (ctx, { body }) => await addCarePlan(ctx, body),
  });
  implement(http, api.carePlans.update, {
    run: async (ctx, { params, body }) => await changeCarePlan(ctx, params.id, body),
  });
  implement(http, api.careItems.list, {
    async run(ctx, { query }) {
      const { kind: kinds, customerId, closed } = query;
      const ownerIds = peopleAsked(ctx.actor, { ids: query.ownerId, team: query.team });
      const dueTo = query.overdue ? addDays(await todayOf(ctx), -1) : undefined;
      const filter = { ownerIds, kinds, customerId, closed, dueTo };
      const page = { after: startOf(query, 'string'), limit: query.limit + 1 };
      const found = await listCareItems(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, query.limit, (row) => ({
        value: row.due_on,
        id: row.id,
      }));
      return {
        rows: describeCareItems(ctx, rows),
        next,
        count: query.count ? await countCareItems(ctx.db, ctx.actor, filter, COUNT_CAP) : null,
      };
    },
  });
  implement(http, api.careItems.done, {
    run: async (ctx, { params, body }) => await finishCare(ctx, params.id, body.note),
  });
  implement(http, api.careItems.skip, {
    run: async (ctx, { params, body }) => await skipCare(ctx, params.id, body.reason),
  });
}

function giftRoutes(http: Http): void {
  implement(http, api.gifts.list, {
    async run(ctx, { query }) {
      const { customerId, contactId } = query;
      const page = { after: startOf(query, 'string'), limit: query.limit + 1 };
      const found = await listGifts(ctx.db, ctx.actor, { customerId, contactId }, page);
      const { rows, next } = cutPage(found, query.limit, (row) => ({ value: row.on, id: row.id }));
      return { rows: describeGifts(ctx, rows), next, count: null };
    },
  });
  implement(http, api.gifts.create, { run: async (ctx, { body }) => await giveGift(ctx, body) });
  implement(http, api.gifts.update, {
    run: async (ctx, { params, body }) => await changeGift(ctx, params.id, body),
  });
}

function promiseRoutes(http: Http): void {
  implement(http, api.promises.list, {
    async run(ctx, { query }) {
      const { customerId, contactId, state, overdue } = query;
      const due = overdue && { states: ['open'], dueTo: addDays(await todayOf(ctx), -1) };
      const filter = { customerId, contactId, states: state, ...(due && due) };
      const page = { after: startOf(query, 'string'), limit: query.limit + 1 };
      const found = await listPromises(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, query.limit, (row) => ({
        value: row.due_on,
        id: row.id,
      }));
      return { rows: describePromises(ctx, rows), next, count: null };
    },
  });
  implement(http, api.promises.create, {
    run: async (ctx, { body }) => await makePromise(ctx, body),
  });
  implement(http, api.promises.update, {
    run: async (ctx, { params, body }) => await changePromise(ctx, params.id, body),
  });
  implement(http, api.promises.settle, {
    run: async (ctx, { params, body }) => await settlePromise(ctx, params.id, body),
  });
}
