import { reaches } from '@xinhang/db/actor.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { nextBirthday } from '@xinhang/shared/lunar.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { RelationEntry } from '@xinhang/shared/relation.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { todayOf } from '../../http/today.ts';
import { listFollowUps } from '../activities/service.ts';
import { sentToContact } from '../campaigns/service.ts';
import { describeGifts, listCareItems, listGifts, listPromises } from '../care/service.ts';
import { contactById, contactsOfCustomer, findCustomer } from '../customers/service.ts';

/** Entries of each kind; further back is read on the page of the customer. */
const MOST = 200;

/** The contact, its customer and the contact as the reader may see it. */
async function needContact(ctx: ReadContext, id: number) {
  const row = await contactById(ctx.db, id);
  const customer =
    row && (await findCustomer(ctx.db, ctx.actor, 'followUps.read', row.customer_id));
  if (!customer || contactsMasked(customer)) {
    throw problem('not-found');
  }
  const shown = await contactsOfCustomer(ctx.db, ctx.actor, customer);
  return { customer, contact: shown.find((one) => one.id === id)! };
}

async function entries(
  ctx: ReadContext,
  { contactId, customerId }: { contactId: number; customerId: number },
) {
  const zone = (await company(ctx.db))!.time_zone;
  const { db, actor } = ctx;
  const page = { after: null, limit: MOST };
  const gifts = describeGifts(ctx, await listGifts(db, actor, { contactId }, page));
  const talks = await listFollowUps(db, actor, { customerId, contactId, ...page });
  const promises = await listPromises(db, actor, { contactId }, page);
  const care = [
    ...(await listCareItems(db, actor, { contactId }, page)),
    ...(await listCareItems(db, actor, { contactId, closed: true }, page)),
  ];
  const rows: RelationEntry[] = [
    ...talks.map((row) => ({
      kind: 'followUp' as const,
      id: row.id,
      on: businessDate(row.at, zone),
      sort: row.type,
      state: '',
      text: row.content,
      note: row.result,
      costFen: null,
      by: { id: row.author_id, name: row.author_name },
    })),
    ...gifts.map((row) => ({
      kind: 'gift' as const,
      id: row.id,
      on: row.on,
      sort: row.kind,
      state: '',
      text: row.what,
      note: row.note,
      costFen: row.costFen,
      by: row.by,
    })),
    ...promises.map((row) => ({
      kind: 'promise' as const,
      id: row.id,
      on: row.closed_at === null ? row.due_on : businessDate(row.closed_at, zone),
      sort: '',
      state: row.state,
      text: row.text,
      note: row.note,
      costFen: null,
      by: { id: row.by_user_id, name: row.by_name },
    })),
    ...care.map((row) => ({
      kind: 'care' as const,
      id: row.id,
      on: row.closed_at === null ? row.due_on : businessDate(row.closed_at, zone),
      sort: row.kind,
      state: row.state,
      text: row.what,
      note: row.note,
      costFen: null,
      by: row.closed_by === null ? null : { id: row.closed_by, name: row.closed_by_name ?? '' },
    })),
  ];
  const messages = await sentToContact(db, contactId, MOST);
  rows.push(
    ...messages.map((row) => ({
      kind: 'message' as const,
      id: row.id,
      on: businessDate(row.closed_at ?? 0, zone),
      sort: row.channel,
      state: '',
      text: row.text,
      note: '',
      costFen: null,
      by: { id: row.by_user_id, name: row.by_name },
    })),
  );
  const hidden = gifts.some((gift) => gift.costHidden);
  const spent = gifts.reduce((sum, gift) => sum + (gift.costFen ?? 0), 0);
  return {
    rows: rows.toSorted((a, b) => (a.on === b.on ? b.id - a.id : a.on < b.on ? 1 : -1)),
    costFen: hidden ? null : spent,
    lastTalkAt: talks[0]?.at ?? null,
  };
}

/** All that there was between the company and one contact. */
export function relationRoutes(http: Http): void {
  implement(http, api.relation.ofContact, {
    async run(ctx, { params }) {
      const { customer, contact } = await needContact(ctx, params.id);
      const { birthday } = contact;
      return {
        contact,
        customer: { id: customer.id, name: customer.name },
        birthdayOn: birthday && nextBirthday(birthday, await todayOf(ctx)),
        mayAdd:
          ctx.actor.viewAsBy === null &&
          customer.archived_at === null &&
          reaches(ctx.actor, 'followUps.create', customer.owner_id),
        ...(await entries(ctx, { contactId: contact.id, customerId: customer.id })),
      };
    },
  });
}
