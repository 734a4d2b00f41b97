import { may, peopleOf } from '@xinhang/db/actor.ts';
import { countCareItems, listCareItems } from '@xinhang/db/repositories/care-items.ts';
import { countPromises, listPromises } from '@xinhang/db/repositories/promises.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { CareItem } from '@xinhang/shared/care.ts';
import { nextFestival } from '@xinhang/shared/festivals.ts';
import type { DeskSource } from '../../registry/boot.ts';
import { deskLine } from '../customers/service.ts';

/** Care and promises of the own customers, or of all in reach, that are due: the oldest first. */
export const careDue: DeskSource = {
  kind: 'careDue',
  async build(ctx, { whose, today, limit, cap }) {
    if (!may(ctx.actor, 'followUps.read')) return null;
    const ownerIds = peopleOf(ctx.actor, whose);
    const filter = { ownerIds, dueTo: today };
    const rows = await listCareItems(ctx.db, ctx.actor, filter, { after: null, limit });
    if (rows.length === 0) return null;
    const items = rows.map((row) =>
      deskLine({
        customerId: row.customer_id,
        customerName: row.customer_name,
        ownerName: row.owner_name,
        contactName: row.contact_name,
        on: row.due_on,
        note: row.what,
        care: { id: row.id, kind: row.kind as CareItem['kind'], version: row.version },
        snoozeId: row.id,
      }),
    );
    const all = rows.length < limit;
    const count = all ? rows.length : await countCareItems(ctx.db, ctx.actor, filter, cap);
    return { count, items, jobs: [] };
  },
};

export const promisesDue: DeskSource = {
  kind: 'promisesDue',
  async build(ctx, { whose, today, limit, cap }) {
    if (!may(ctx.actor, 'followUps.read')) return null;
    const ownerIds = peopleOf(ctx.actor, whose);
    const filter = { ownerIds, dueTo: today, states: ['open'], live: true };
    const rows = await listPromises(ctx.db, ctx.actor, filter, { after: null, limit });
    if (rows.length === 0) return null;
    const items = rows.map((row) =>
      deskLine({
        customerId: row.customer_id,
        customerName: row.customer_name,
        contactName: row.contact_name,
        ...(row.contact_id !== null && { contactId: row.contact_id }),
        on: row.due_on,
        note: row.text,
        promiseId: row.id,
        snoozeId: row.id,
      }),
    );
    const all = rows.length < limit;
    const count = all ? rows.length : await countPromises(ctx.db, ctx.actor, filter, cap);
    return { count, items, jobs: [] };
  },
};

/** Festivals of the next days, for those who have customers to greet. */
export const festivals: DeskSource = {
  kind: 'festivals',
  async build(ctx, { today }) {
    if (!may(ctx.actor, 'followUps.create')) return null;
    const until = addDays(today, await readSetting(ctx.db, 'care.festivalDays'));
    const known = await readSetting(ctx.db, 'care.festivals');
    const coming = known
      .map((festival) => ({ name: festival.name, on: nextFestival(festival, today) }))
      .filter(({ on }) => on <= until)
      .toSorted((a, b) => (a.on < b.on ? -1 : 1));
    if (coming.length === 0) return null;
    return {
      count: coming.length,
      items: [],
      jobs: [],
      // Put off by its day: no id of any row.
      festivals: coming.map((one) => ({ ...one, snoozeId: Number(one.on.replaceAll('-', '')) })),
    };
  },
};
