import { may } from '@xinhang/db/actor.ts';
import { contactsOf } from '@xinhang/db/repositories/contacts.ts';
import {
  contactsByBirthday,
  countBirthdays,
  customersByIds,
  lastCome,
} from '@xinhang/db/repositories/desk.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { DeskItem } from '@xinhang/shared/activities.ts';
import { addDays, businessDate, startOfDay } from '@xinhang/shared/business-date.ts';
import { birthdayKey, birthdaysOn, type Birthday } from '@xinhang/shared/lunar.ts';
import type { ReadContext } from '../../http/context.ts';
import type { DeskSource } from '../../registry/boot.ts';
import { customerBlock, deskItems } from './desk-items.ts';
import { idleByGrade } from './filters.ts';
import { phoneView, shownPhone } from './mapper.ts';

/** Business dates, today among them, during which a customer is new to its owner. */
const NEW_DAYS = 7;

/** Nobody talked with them for as long as their grade allows (S32); what nobody owns is not work. */
export const idleCustomers: DeskSource = {
  kind: 'idleCustomers',
  async build(ctx, { whose, today, zone, limit, cap }) {
    if (!may(ctx.actor, 'customers.read')) return null;
    const since = await idleByGrade(ctx.db, today, zone);
    const conditions = { view: whose, archived: false, idleByGrade: since };
    return await customerBlock(ctx, conditions, { sort: 'lastFollowAt', limit, cap }, () => ({}));
  },
};

/** Every birthday that is kept on a date, with the key under which a contact has it. */
function keptOn(date: string): Map<string, NonNullable<DeskItem['birthday']>> {
  const { solar, lunar } = birthdaysOn(date);
  const kept: Birthday[] = [
    ...solar.map((day) => ({ calendar: 'solar' as const, ...day })),
    ...lunar.map((day) => ({ calendar: 'lunar' as const, ...day })),
  ];
  // The day itself comes first of its calendar; the others are kept then for lack of theirs.
  const first = {
    solar: solar[0] && birthdayKey({ calendar: 'solar', ...solar[0] }),
    lunar: lunar[0] && birthdayKey({ calendar: 'lunar', ...lunar[0] }),
  };
  return new Map(
    kept.map((day) => {
      const { calendar, month, leap = false } = day;
      const moved = birthdayKey(day) !== first[calendar];
      return [birthdayKey(day), { calendar, month, day: day.day, leap, moved }];
    }),
  );
}

type Kept = Map<string, { on: string; birthday: NonNullable<DeskItem['birthday']> }>;

/** Birthdays of the days from `today` on, each under its key with the first day it is kept. */
function keptWithin(today: string, days: number): Kept {
  const kept: Kept = new Map();
  for (let ahead = 0; ahead <= days; ahead++) {
    const on = addDays(today, ahead);
    for (const [key, birthday] of keptOn(on)) {
      if (!kept.has(key)) kept.set(key, { on, birthday });
    }
  }
  return kept;
}

/** Of today and the days after it, by setting, the nearest first. */
export const birthdays: DeskSource = {
  kind: 'birthdays',
  async build(ctx, { whose, today, limit, cap }) {
    // A birthday is of the personal file.
    if (!may(ctx.actor, 'customers.read') || ctx.actor.fields.personal !== 'show') return null;
    const days = await readSetting(ctx.db, 'care.birthdayDays');
    const kept = keptWithin(today, days);
    const rows: Awaited<ReturnType<typeof contactsByBirthday>> = [];
    // Day by day, until there are as many as are shown.
    for (let ahead = 0; ahead <= days && rows.length < limit; ahead++) {
      const on = addDays(today, ahead);
      const keys = [...kept].flatMap(([key, one]) => (one.on === on ? [key] : []));
      if (keys.length === 0) continue;
      const more = { keys, view: whose, limit: limit - rows.length };
      rows.push(...(await contactsByBirthday(ctx.db, ctx.actor, more)));
    }
    const every = { keys: [...kept.keys()], view: whose, cap };
    const count =
      rows.length < limit ? rows.length : await countBirthdays(ctx.db, ctx.actor, every);
    const lines = await birthdayLines(ctx, rows);
    const items = lines
      .map(({ key, item }) => ({ ...item, ...kept.get(key)! }))
      .toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));
    return { count, items, jobs: [] };
  },
};

/** A line per contact, which names it and its phone instead of the main contact. */
async function birthdayLines(
  ctx: ReadContext,
  contacts: readonly {
    id: number;
    customer_id: number;
    name: string;
    birthday_key: string | null;
  }[],
) {
  const ids = contacts.map((contact) => contact.customer_id);
  const customers = await customersByIds(ctx.db, ctx.actor, 'customers.read', ids);
  const items = await deskItems(ctx, [...customers.values()], () => ({}));
  const { phones } = await contactsOf(ctx.db, ids);
  return contacts.flatMap((contact) => {
    const customer = customers.get(contact.customer_id);
    const item = items.find((one) => one.customerId === contact.customer_id);
    if (!customer || !item || contact.birthday_key === null) return [];
    const number = phones.find((phone) => phone.contact_id === contact.id)?.number;
    const phone = shownPhone(phoneView(ctx.actor, customer), number ?? '');
    return [
      {
        key: contact.birthday_key,
        item: {
          ...item,
          contactName: contact.name,
          contactId: contact.id,
          phone,
          snoozeId: contact.id,
        },
      },
    ];
  });
}

/** What was registered for or handed to its owner lately. */
export const newCustomers: DeskSource = {
  kind: 'newCustomers',
  async build(ctx, { whose, today, zone, limit, cap }) {
    if (!may(ctx.actor, 'customers.read')) return null;
    const since = startOfDay(addDays(today, 1 - NEW_DAYS), zone);
    const found = await lastCome(ctx.db, ctx.actor, { since, view: whose, limit, cap });
    const ids = found.rows.map((row) => row.id);
    const customers = await customersByIds(ctx.db, ctx.actor, 'customers.read', ids);
    const come = new Map(found.rows.map((row) => [row.id, row]));
    const rows = ids.flatMap((id) => customers.get(id) ?? []);
    const items = await deskItems(ctx, rows, ({ id }) => {
      const { at, note } = come.get(id)!;
      return { on: businessDate(at, zone), note };
    });
    return { count: found.count, items, jobs: [] };
  },
};
