import { may } from '@xinhang/db/actor.ts';
import { listReviews } from '@xinhang/db/repositories/probation.ts';
import { listCases } from '@xinhang/db/repositories/watch.ts';
import type { DeskSource } from '../../registry/boot.ts';
import { toReviewRow } from './probation.ts';
import { decidedOn, ownPeople } from './staff.ts';
import { toCaseRow } from './watch.ts';

/** More at once no head has before him. */
const LOOKED_AT = 500;

/** Probation of one's people that ends soon and is to be decided. */
export const probationDue: DeskSource = {
  kind: 'probationDue',
  async build(ctx, { limit }) {
    if (!may(ctx.actor, 'staff.decide')) return null;
    const filter = { ...decidedOn(ctx), closed: false };
    const found = await listReviews(ctx.db, filter, { after: null, limit: LOOKED_AT });
    const open = found.filter(({ state }) => state === 'open');
    const own = await ownPeople(
      ctx,
      open.map((row) => row.person_id),
    );
    const rows = open.filter((row) => own.includes(row.person_id));
    if (rows.length === 0) return null;
    return {
      count: rows.length,
      items: [],
      jobs: [],
      probation: rows.slice(0, limit).map((row) => toReviewRow(ctx, row)),
    };
  },
};

/** One's people who are proposed for the watch list, or whose time on it is over. */
export const watchDue: DeskSource = {
  kind: 'watchDue',
  async build(ctx, { today, limit }) {
    if (!may(ctx.actor, 'staff.decide')) return null;
    const filter = { ...decidedOn(ctx), closed: false };
    const found = await listCases(ctx.db, filter, { after: null, limit: LOOKED_AT });
    const due = found.filter((row) => toCaseRow(ctx, row, today).due);
    const own = await ownPeople(
      ctx,
      due.map((row) => row.person_id),
    );
    const rows = due.filter((row) => own.includes(row.person_id));
    if (rows.length === 0) return null;
    return {
      count: rows.length,
      items: [],
      jobs: [],
      watch: rows.slice(0, limit).map((row) => toCaseRow(ctx, row, today)),
    };
  },
};
