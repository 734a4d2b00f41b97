import { may } from '@xinhang/db/actor.ts';
import {
  countPriceInquiries,
  listPriceInquiries,
  unitsInquired,
  type NamedInquiry,
} from '@xinhang/db/repositories/price-inquiries.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { DeskKind } from '@xinhang/shared/desk-kinds.ts';
import type { Actor } from '@xinhang/db/actor.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { todayOf } from '../../http/today.ts';
import type { DeskSource } from '../../registry/boot.ts';
import { takeOffer, takeOfferIntoOrder } from '../sales/service.ts';
import { askersSeen, change, needInquiry } from './access.ts';
import { answerInquiry, declineInquiry, keepCost, offerIn, priceInquiry } from './answering.ts';
import { askPrices, needOffer, withdrawInquiry } from './asking.ts';
import { describeInquiry } from './describe.ts';
import { inquiryFileRoutes } from './file-routes.ts';

const block = (
  kind: DeskKind,
  states: readonly string[],
  whose: (actor: Actor) => number | 'all' | null,
): DeskSource => ({
  kind,
  async build(ctx, { today }) {
    const asker = whose(ctx.actor);
    if (asker === null) return null;
    const askerId = asker === 'all' ? null : asker;
    const { lines, late } = await countPriceInquiries(ctx.db, { askerId, states }, today);
    if (lines === 0) return null;
    return { count: Math.min(lines, COUNT_CAP), items: [], jobs: [], inquiries: { lines, late } };
  },
});

/** What waits for a buyer, for an offer, and for whoever asked. */
export const inquiryDesk: readonly DeskSource[] = [
  block('inquiriesToAnswer', ['open'], (actor) =>
    may(actor, 'purchaseOrders.update') && actor.fields.cost === 'show' ? 'all' : null,
  ),
  block('inquiriesToPrice', ['answered'], (actor) =>
    may(actor, 'prices.update') && actor.fields.cost === 'show' ? 'all' : null,
  ),
  block('inquiryOffers', ['priced'], (actor) =>
    may(actor, 'quotations.update') ? actor.userId : null,
  ),
];

/** An offer as a document of sales takes it. */
const offerOf = (row: NamedInquiry) => ({
  productId: row.product_id!,
  unitId: row.unit_id!,
  qtyE4: row.qty_e4,
  priceIn: (basis: PriceBasis) => offerIn(row, basis),
  why: row.no,
});

/** Prices that sales asks the buyers for, across the wall between them. */
export function inquiryRoutes(http: Http): void {
  http.productUses.register({ unitsUsed: unitsInquired });
  inquiryFileRoutes(http);
  const { priceInquiries } = api;
  const shown = async (ctx: ReadContext, row: NamedInquiry) =>
    describeInquiry(ctx, row, await todayOf(ctx));
  implement(http, priceInquiries.list, {
    async run(ctx, { query }) {
      const { state: states, q: text, mine, limit } = query;
      const askerIds = mine ? [ctx.actor.userId] : askersSeen(ctx.actor);
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listPriceInquiries(ctx.db, { askerIds, states, text }, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      const today = await todayOf(ctx);
      return { rows: rows.map((row) => describeInquiry(ctx, row, today)), next, count: null };
    },
  });
  implement(http, priceInquiries.get, {
    run: async (ctx, { params }) => await shown(ctx, await needInquiry(ctx, params.id)),
  });
  implement(http, priceInquiries.create, {
    async run(ctx, { body }) {
      const rows = await askPrices(ctx, body.lines);
      const today = await todayOf(ctx);
      return { no: rows[0]!.no, rows: rows.map((row) => describeInquiry(ctx, row, today)) };
    },
  });
  implement(http, priceInquiries.withdraw, {
    run: async (ctx, { params, body }) =>
      await shown(ctx, await withdrawInquiry(ctx, params.id, body.version)),
  });
  implement(http, priceInquiries.answer, {
    run: async (ctx, { params, body }) =>
      await shown(ctx, await answerInquiry(ctx, params.id, body)),
  });
  implement(http, priceInquiries.decline, {
    run: async (ctx, { params, body }) =>
      await shown(ctx, await declineInquiry(ctx, params.id, body)),
  });
  implement(http, priceInquiries.price, {
    run: async (ctx, { params, body }) =>
      await shown(ctx, await priceInquiry(ctx, params.id, body)),
  });
  implement(http, priceInquiries.keepCost, {
    run: async (ctx, { params, body }) =>
      await shown(ctx, await keepCost(ctx, params.id, body.version)),
  });
  implement(http, priceInquiries.useInOrder, {
    async run(ctx, { params, body }) {
      const row = await needOffer(ctx, params.id, body.version);
      await takeOfferIntoOrder(ctx, http.lastPrices, {
        id: body.orderId,
        version: body.orderVersion,
        ...offerOf(row),
        leadTime: body.leadTime,
      });
      const used = { state: 'used', sales_order_id: body.orderId };
      const how = { action: 'priceInquiries.useInOrder', side: 'asks' } as const;
      return await shown(ctx, await change(ctx, row, used, how));
    },
  });
  implement(http, priceInquiries.use, {
    async run(ctx, { params, body }) {
      const row = await needOffer(ctx, params.id, body.version);
      await takeOffer(ctx, http.lastPrices, {
        quotationId: body.quotationId,
        version: body.quotationVersion,
        ...offerOf(row),
        leadTime: body.leadTime,
      });
      const used = { state: 'used', quotation_id: body.quotationId };
      const how = { action: 'priceInquiries.use', side: 'asks' } as const;
      return await shown(ctx, await change(ctx, row, used, how));
    },
  });
}
