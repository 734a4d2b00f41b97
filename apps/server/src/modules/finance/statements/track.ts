import {
  moveStatement,
  statementInScope,
  type NamedStatement,
} from '@xinhang/db/repositories/statements.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { Statement } from '@xinhang/shared/statements.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { userById } from '../../org/service.ts';
import type { Book } from './book.ts';
import { clockOf, mayFollow, toAny, type AnyStatement } from './describe.ts';
import { record } from './record.ts';

type Step = keyof Statement['can'];
type Change = Parameters<typeof moveStatement>[3];
type Body<K extends 'send' | 'confirm' | 'dispute' | 'clear' | 'withdraw'> = EndpointInput<
  (typeof api.statements)[K]
>['body'];

/** One step of a statement, from a state that allows it and the version that was seen. */
async function move(
  ctx: WriteContext,
  book: Book,
  id: number,
  { step, version }: { step: Step; version: number },
  change: (row: NamedStatement) => Change,
): Promise<AnyStatement> {
  const row = await statementInScope(ctx.tx, ctx.actor, book.side, id);
  if (!row) throw problem('not-found');
  if (!mayFollow(row.state, step)) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  if (!(await moveStatement(ctx.tx, book.side, row, change(row)))) throw stale(row);
  const after = await record(ctx, book, step, { id, before: row });
  return toAny(ctx, book, after, await clockOf(ctx));
}

/** No day to come; and not before the time of the statement was over, as far as that is known. */
async function checkPast(ctx: WriteContext, on: string): Promise<void> {
  if (on > (await todayOf(ctx))) throw fieldRefused('/on', 'after-today');
}

/** Sent to the customer; once more is a reminder. */
export async function sendStatement(
  ctx: WriteContext,
  book: Book,
  id: number,
  { version, on, way, to }: Body<'send'>,
): Promise<AnyStatement> {
  await checkPast(ctx, on);
  return await move(ctx, book, id, { step: 'send', version }, (row) => ({
    state: 'sent',
    sent_on: on,
    sent_by: ctx.actor.userId,
    sent_way: way,
    sent_to: to,
    sent_times: row.sent_times + 1,
  }));
}

export async function confirmStatement(
  ctx: WriteContext,
  book: Book,
  id: number,
  { version, on, by }: Body<'confirm'>,
): Promise<AnyStatement> {
  await checkPast(ctx, on);
  return await move(ctx, book, id, { step: 'confirm', version }, () => ({
    state: 'confirmed',
    confirmed_on: on,
    confirmed_name: by,
  }));
}

/** The books of the customer say something else; somebody is to find out why. */
export async function disputeStatement(
  ctx: WriteContext,
  book: Book,
  id: number,
  { version, differenceFen, reason, clearerId, until }: Body<'dispute'>,
): Promise<AnyStatement> {
  if (until < (await todayOf(ctx))) throw fieldRefused('/until', 'before-today');
  const clearer = await userById(ctx.tx, clearerId);
  if (clearer?.state !== 'active') throw fieldRefused('/clearerId', 'unknown-user');
  return await move(ctx, book, id, { step: 'dispute', version }, () => ({
    state: 'difference',
    difference_fen: differenceFen,
    difference_reason: reason,
    clearer_id: clearerId,
    clear_until: until,
  }));
}

export async function clearStatement(
  ctx: WriteContext,
  book: Book,
  id: number,
  { version, note }: Body<'clear'>,
): Promise<AnyStatement> {
  const today = await todayOf(ctx);
  return await move(ctx, book, id, { step: 'clear', version }, () => ({
    state: 'cleared',
    cleared_on: today,
    cleared_by: ctx.actor.userId,
    cleared_note: note,
  }));
}

/** It stays to be read; its time is free for another one. */
export async function withdrawStatement(
  ctx: WriteContext,
  book: Book,
  id: number,
  { version, reason }: Body<'withdraw'>,
): Promise<AnyStatement> {
  return await move(ctx, book, id, { step: 'withdraw', version }, () => ({
    state: 'withdrawn',
    withdrawn_reason: reason,
  }));
}
