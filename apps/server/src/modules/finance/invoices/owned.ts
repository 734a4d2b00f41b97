import { may } from '@xinhang/db/actor.ts';
import { listFapiao, sumFapiao } from '@xinhang/db/repositories/fapiao-list.ts';
import { fapiaoNames } from '@xinhang/db/repositories/fapiao.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { ClosingDrafts } from '../../../registry/closings.ts';
import type { SearchSource } from '../../../registry/boot.ts';
import type { OwnedKind } from '../../../registry/owned.ts';
import { hangRows, idsHanging, sightOf } from '../../customers/service.ts';

/** Fapiao, as lower modules speak of them: they are the customer's, whoever owns that. */
export const ownedFapiao: OwnedKind = {
  kind: 'fapiao',
  names: (ctx, ids) => fapiaoNames(ctx.db, ctx.actor, ids),
  sight: (ctx, customerIds) => sightOf(ctx, 'fapiao.read', customerIds),
  follows: {
    async count(ctx, customerId) {
      if (!may(ctx.actor, 'fapiao.read')) return null;
      return (await sumFapiao(ctx.db, ctx.actor, { customerId }, COUNT_CAP)).count;
    },
    ids: (ctx, customerId) => idsHanging(ctx.db, 'fapiao', customerId),
    move: (ctx, ids, way) => hangRows(ctx.tx, 'fapiao', ids, way),
  },
};

/** Fapiao that are registered and not issued. */
export const fapiaoDrafts: ClosingDrafts = {
  areas: ['finance'],
  async find(ctx, to, limit) {
    if (!may(ctx.actor, 'fapiao.read')) return [];
    const page = { after: null, limit };
    const rows = await listFapiao(ctx.db, ctx.actor, { states: ['registered'], to }, page);
    return rows.map((row) => ({
      docKind: 'fapiao',
      docId: row.id,
      businessDate: row.business_date,
      party: row.customer_name,
      madeBy: row.maker_name,
    }));
  },
};

/** Below this many signs a number says too little. */
const LEAST = 4;

/** Fapiao by their number, whole or its end. */
export const fapiaoSource: SearchSource = {
  name: 'fapiao',
  async find(ctx, q, limit) {
    const number = q.trim();
    if (!may(ctx.actor, 'fapiao.read') || number.length < LEAST || !/\d/.test(number)) return [];
    const rows = await listFapiao(ctx.db, ctx.actor, { number }, { after: null, limit });
    return rows.map((row) => ({
      source: 'fapiao',
      id: row.id,
      title: row.number,
      subtitle: `${row.customer_name} · ${row.business_date}`,
      route: `/fapiao/${row.id}`,
    }));
  },
};
