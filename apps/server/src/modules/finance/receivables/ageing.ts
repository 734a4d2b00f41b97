import type { Actor } from '@xinhang/db/actor.ts';
import type { SnapshotSource } from '@xinhang/db/database.ts';
import { openRowsUpTo } from '@xinhang/db/repositories/receivable-list.ts';
import type { ReadContext } from '../../../http/context.ts';
import { ask } from '../../../threads/ask.ts';
import { workerEntry } from '../../../threads/converse.ts';
import { debtsPage, type DebtsAsked, type DebtsPage } from './page.ts';

/** More open rows than these are summed in a thread, so that nobody waits meanwhile. */
const MOST_AT_ONCE = 2000;
/** Customers of so few people owe less than a thread costs. */
const FEW_OWNERS = 3;

/** The work of the thread; plain data. */
export interface AgeingTask {
  source: SnapshotSource;
  actor: Actor;
  asked: DebtsAsked;
}

const entry = () => workerEntry(import.meta.url, './ageing-worker.ts', 'ageing-worker');

/**
 * What customers owe by age (docs/decisions/0283). Few rows are summed where they are read; many in
 * a thread with a connection of its own, which sees the same moment of the database from its first
 * row to its last.
 */
export async function ageing(
  ctx: Pick<ReadContext, 'db' | 'actor' | 'deps'>,
  asked: DebtsAsked,
  most = MOST_AT_ONCE,
): Promise<DebtsPage> {
  const { actor, deps } = ctx;
  const reach = actor.reach.get('receivables.read');
  const few = reach !== undefined && !reach.all && reach.ownerIds.length <= FEW_OWNERS && most > 0;
  const open = few ? 0 : await openRowsUpTo(ctx.db, asked.question.on, most + 1);
  if (open <= most) return await debtsPage(ctx, asked);
  const task: AgeingTask = { source: deps.db.source, actor, asked };
  return await ask<DebtsPage>(entry(), task);
}
