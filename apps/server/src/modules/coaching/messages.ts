import type { Actor } from '@xinhang/db/actor.ts';
import {
  insertMessage,
  messagesOf,
  writersOf,
  type Subject,
} from '@xinhang/db/repositories/messages.ts';
import { reviewsOf } from '@xinhang/db/repositories/reviews.ts';
import { logById, reviewsOfLogs } from '@xinhang/db/repositories/work-logs.ts';
import { poolOnly } from '@xinhang/db/scope.ts';
import type { Message } from '@xinhang/shared/messages.ts';
import type { NoticeKind } from '@xinhang/shared/notices.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { followUpsByIds } from '../activities/service.ts';
import { childAudience, customerById, findCustomer } from '../customers/service.ts';
import { findDeal, peopleOfDeal } from '../deals/service.ts';
import { loadActor, userById } from '../org/service.ts';
import { mayReadLog } from './policy.ts';

/** What a thread is about, as far as its news and its people need to know it. */
interface Found {
  version: number;
  customerId: number | null;
  /** Who works on it: hears of every message. */
  people: number[];
  /** Whose rows these are, for the stream of changes. */
  audience: number[];
}

/** The subject if this actor may read it. */
export async function findSubject(
  ctx: Pick<ReadContext, 'db'>,
  actor: Actor,
  { kind, id }: Subject,
): Promise<Found | undefined> {
  const { db } = ctx;
  if (kind === 'deal') {
    const deal = await findDeal(db, actor, 'deals.read', id);
    if (!deal) return undefined;
    const audience = [deal.owner_id, ...(await peopleOfDeal(db, deal))];
    const { version, customer_id: customerId } = deal;
    return { version, customerId, people: [deal.owner_id], audience };
  }
  if (kind === 'workLog') {
    const log = await logById(db, id);
    if (!log || !mayReadLog(actor, log)) return undefined;
    const reviewers = (await reviewsOfLogs(db, [id])).map((row) => row.reviewer_id);
    const people = [log.author_id, ...reviewers];
    return { version: log.version, customerId: null, people, audience: [log.author_id] };
  }
  const record = kind === 'followUp' ? (await followUpsByIds(db, actor, [id])).get(id) : undefined;
  if (kind === 'followUp' && !record) return undefined;
  const needed = record ? 'followUps.read' : 'customers.read';
  const customer = await findCustomer(db, actor, needed, record?.customer_id ?? id);
  if (!customer || poolOnly(actor, customer)) return undefined;
  const reviewers = record ? (await reviewsOf(db, [id])).map((row) => row.reviewer_id) : [];
  return {
    version: (record ?? customer).version,
    customerId: customer.id,
    people: record ? [record.author_id, ...reviewers] : [customer.owner_id ?? []].flat(),
    audience: await childAudience(db, customer),
  };
}

async function need(ctx: ReadContext, about: Subject): Promise<Found> {
  const found = await findSubject(ctx, ctx.actor, about);
  if (!found) throw problem('not-found');
  return found;
}

/** Of these people those who work here and may read it now. */
async function readers(
  ctx: WriteContext,
  about: Subject,
  userIds: readonly number[],
): Promise<number[]> {
  const may: number[] = [];
  for (const userId of new Set(userIds)) {
    if (userId === ctx.actor.userId) continue;
    const person = await userById(ctx.tx, userId);
    if (!person || person.state === 'left') continue;
    const actor = await loadActor(ctx.tx, userId);
    if (actor && (await findSubject(ctx, actor, about))) may.push(userId);
  }
  return may;
}

/** Tells people of a thread, those of them who may read it. */
export async function tellThread(
  ctx: WriteContext,
  about: Subject,
  userIds: readonly number[],
  kind: NoticeKind,
): Promise<void> {
  const { kind: entity, id } = about;
  const area = { customer: 'customers', deal: 'deals', followUp: 'reviews', workLog: 'work-logs' }[
    entity
  ];
  await ctx.notify(await readers(ctx, about, userIds), {
    kind,
    about: { entity, id },
    route: `/${area}/${id}`,
  });
}

/**
 * Writes in a thread; the caller tells who must hear of it. Its words never change. `found` is given
 * where the actor may say something of what he does not see any more.
 */
export async function writeMessage(
  ctx: WriteContext,
  about: Subject,
  text: string,
  found?: Pick<Found, 'version' | 'customerId' | 'audience'>,
): Promise<Message> {
  const { tx, actor, now } = ctx;
  const { version, customerId, audience } = found ?? (await need(ctx, about));
  const id = await insertMessage(tx, {
    about_kind: about.kind,
    about_id: about.id,
    author_id: actor.userId,
    text,
    at: now,
  });
  await ctx.audit({
    action: 'messages.create',
    entity: 'message',
    entityId: id,
    customerId,
    // Not the words: they are kept where they are read, by those who may.
    after: { kind: about.kind, id: about.id },
  });
  await ctx.emit({ entity: about.kind, id: about.id, version, customerId, audience });
  return { id, author: { id: actor.userId, name: actor.name }, text, at: now };
}

/** Writes in a thread and tells its people: who works on it, who wrote before, who is named. */
export async function postMessage(
  ctx: WriteContext,
  body: Subject & { text: string; mentionIds?: readonly number[] | undefined },
): Promise<Message> {
  const about = { kind: body.kind, id: body.id };
  const { people } = await need(ctx, about);
  const merged = about.kind === 'customer' && (await customerById(ctx.tx, about.id));
  if (merged && merged.merged_into_id !== null) throw problem('customer-merged');
  const mentioned = body.mentionIds ?? [];
  const may = await readers(ctx, about, mentioned);
  const at = mentioned.findIndex((id) => id !== ctx.actor.userId && !may.includes(id));
  if (at >= 0) throw fieldRefused(`/mentionIds/${at}`, 'cannot-read-it');
  const others = [...people, ...(await writersOf(ctx.tx, about))];
  const message = await writeMessage(ctx, about, body.text);
  await tellThread(ctx, about, mentioned, 'message-mention');
  const rest = others.filter((id) => !mentioned.includes(id));
  await tellThread(ctx, about, rest, 'message-written');
  return message;
}

/** A page of a thread, newest first. */
export async function threadOf(
  ctx: ReadContext,
  about: Subject,
  query: { cursor?: string | undefined; limit: number },
) {
  await need(ctx, about);
  const before = startOf(query)?.id ?? null;
  const found = await messagesOf(ctx.db, about, { before, limit: query.limit + 1 });
  const { rows, next } = cutPage(found, query.limit, ({ id }) => ({ value: id, id }));
  return {
    rows: rows.map((row): Message => ({
      id: row.id,
      author: { id: row.author_id, name: row.author_name },
      text: row.text,
      at: row.at,
    })),
    next,
    count: null,
  };
}
