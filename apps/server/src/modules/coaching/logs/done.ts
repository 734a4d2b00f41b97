import {
  countDone,
  customersRegistered,
  dealMovesBy,
  talkTypesOf,
  tasksFinished,
} from '@xinhang/db/repositories/work-done.ts';
import { may } from '@xinhang/db/actor.ts';
import type { LogDone, LogLine } from '@xinhang/shared/work-logs.ts';
import type { ReadContext } from '../../../http/context.ts';
import { listFollowUps } from '../../activities/service.ts';

const SHOWN = 100;
/** Characters of a talk that a line shows. */
const TEXT_LENGTH = 200;

/**
 * What a person did in a span, from the records that the reader may open: nothing of it is kept
 * with a log, so that it cannot differ from them.
 */
export async function doneBy(
  ctx: ReadContext,
  userId: number,
  span: { since: number; before: number },
  lines: readonly LogLine[],
): Promise<LogDone> {
  const { db, actor } = ctx;
  const asked = { userId, ...span };
  const reads = may(actor, 'followUps.read');
  const types = reads ? await talkTypesOf(db, actor, asked) : [];
  const page = { authorIds: [userId], ...span, after: null, limit: SHOWN };
  const talks = reads ? await listFollowUps(db, actor, page) : [];
  const customers = await customersRegistered(db, actor, asked, SHOWN);
  const deals = await dealMovesBy(db, actor, asked, SHOWN);
  const tasks = await tasksFinished(db, actor, asked, SHOWN);
  /** As many as are listed; beyond that they are counted. */
  const all = async (rows: readonly unknown[], what: Parameters<typeof countDone>[3]) =>
    rows.length < SHOWN ? rows.length : await countDone(db, actor, asked, what);
  const count = (wanted: (type: string) => boolean) =>
    types.filter(({ type }) => wanted(type)).reduce((sum, { n }) => sum + n, 0);
  const told = lines.filter((line) => !line.hidden);
  return {
    calls: count((type) => type === 'call'),
    visits: count((type) => type === 'visit'),
    others: count((type) => type !== 'call' && type !== 'visit'),
    newCustomers: await all(customers, 'customers'),
    dealsMoved: await all(deals, 'deals'),
    tasksDone: await all(tasks, 'tasks'),
    planned: told.length,
    kept: told.filter((line) => line.done).length,
    talks: talks.map((row) => ({
      id: row.id,
      customer: { id: row.customer_id, name: row.customer_name },
      type: row.type,
      content: row.content.slice(0, TEXT_LENGTH),
      at: row.at,
    })),
    customers,
    deals: deals.map((row) => ({
      id: row.id,
      name: row.name,
      what: row.kind === 'closed' ? row.to_value : row.kind,
      stage: row.stage ?? '',
      back: row.back === 1,
      at: row.at,
    })),
    tasks,
  };
}
