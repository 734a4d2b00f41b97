import {
  overlapping,
  spanSums,
  statementCustomers,
  type Span,
  type SpanSums,
} from '@xinhang/db/repositories/statement-proposals.ts';
import { insertStatement, ledgerPosition } from '@xinhang/db/repositories/statements.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { MOST_STATEMENTS, type StatementProposal } from '@xinhang/shared/statements.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { firstEntity } from '../../ledgers/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { record } from './record.ts';

/** Fewer than either engine takes in one list. */
const AT_ONCE = 500;
/** Of the numbers: the initials of 对账. */
const PREFIX = 'DZ';
const nothing: SpanSums = { openingFen: 0, owedFen: 0, paidFen: 0, closingFen: 0 };

async function checkSpan(ctx: ReadContext, { from, to }: Span): Promise<void> {
  if (to < from) throw fieldRefused('/to', 'before-from');
  // A day that is not over would be another tomorrow.
  if (to > (await todayOf(ctx))) throw fieldRefused('/to', 'after-today');
}

/** What a reading of many customers by their ids finds, in one map. */
async function inParts<V>(
  ids: readonly number[],
  read: (part: readonly number[]) => Promise<ReadonlyMap<number, V>>,
): Promise<Map<number, V>> {
  const all = new Map<number, V>();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    for (const [id, value] of await read(ids.slice(from, from + AT_ONCE))) all.set(id, value);
  }
  return all;
}

const sumsOf = (db: Reader, ids: readonly number[], span: Span) =>
  inParts(ids, (part) => spanSums(db, part, span));
const takenOf = (db: Reader, ids: readonly number[], span: Span) =>
  inParts(ids, (part) => overlapping(db, part, span));

type Query = EndpointInput<typeof api.statements.proposal>['query'];

/** Whom statements of a time are for, with the sums that they would have now. */
export async function proposeStatements(ctx: ReadContext, { q: text, ...query }: Query) {
  await checkSpan(ctx, query);
  const limit = MOST_STATEMENTS + 1;
  const found = await statementCustomers(ctx.db, ctx.actor, { ...query, text }, limit);
  const shown = found.slice(0, MOST_STATEMENTS);
  const ids = shown.map((row) => row.id);
  const [sums, taken] = [await sumsOf(ctx.db, ids, query), await takenOf(ctx.db, ids, query)];
  const rows = shown.map((row): StatementProposal => ({
    customer: { id: row.id, name: row.name },
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
    ...(sums.get(row.id) ?? nothing),
    already: taken.get(row.id) ?? null,
  }));
  const wanted = rows.filter((row) => {
    const moved = row.owedFen !== 0 || row.paidFen !== 0;
    return (moved && query.choice !== 'owing') || row.closingFen !== 0 || query.choice === 'moved';
  });
  return { rows: wanted, more: found.length > shown.length };
}

type Body = EndpointInput<typeof api.statements.make>['body'];

/** Makes a statement for each, as the ledger is at this moment; whoever has one is left out. */
export async function makeStatements(ctx: WriteContext, { customerIds, ...span }: Body) {
  await checkSpan(ctx, span);
  const ids = [...new Set(customerIds)];
  const known = await inParts(ids, async (part) => {
    const asked = { ...span, choice: 'any', ids: part } as const;
    const found = await statementCustomers(ctx.tx, ctx.actor, asked, part.length);
    return new Map(found.map((row) => [row.id, row]));
  });
  const unknown = customerIds.findIndex((id) => !known.has(id));
  if (unknown !== -1) throw fieldRefused(`/customerIds/${unknown}`, 'unknown-customer');
  const [sums, taken] = [await sumsOf(ctx.tx, ids, span), await takenOf(ctx.tx, ids, span)];
  const entityId = (await firstEntity(ctx.tx))!;
  const position = await ledgerPosition(ctx.tx);
  const made: { id: number; no: string }[] = [];
  for (const customerId of ids) {
    if (taken.has(customerId)) continue;
    const { openingFen, owedFen, paidFen, closingFen } = sums.get(customerId) ?? nothing;
    const no = await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate: span.to });
    const id = await insertStatement(ctx.tx, {
      no,
      state: 'made',
      entity_id: entityId,
      customer_id: customerId,
      from_day: span.from,
      to_day: span.to,
      opening_fen: openingFen,
      owed_fen: owedFen,
      paid_fen: paidFen,
      closing_fen: closingFen,
      ledger_position: position,
      made_by: ctx.actor.userId,
      made_at: ctx.now,
      sent_on: null,
      sent_by: null,
      sent_way: '',
      sent_to: '',
      sent_times: 0,
      confirmed_on: null,
      confirmed_name: '',
      difference_fen: null,
      difference_reason: '',
      clearer_id: null,
      clear_until: null,
      cleared_on: null,
      cleared_by: null,
      cleared_note: '',
      withdrawn_reason: '',
    });
    await record(ctx, 'statements.make', id, null);
    made.push({ id, no });
  }
  return { made, leftOut: ids.length - made.length };
}
