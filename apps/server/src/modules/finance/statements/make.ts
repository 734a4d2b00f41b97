import {
  overlapping,
  spanSums,
  statementCustomers,
  statementSuppliers,
  type Span,
  type SpanSums,
} from '@xinhang/db/repositories/statement-proposals.ts';
import { insertStatement, ledgerPosition } from '@xinhang/db/repositories/statements.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { MOST_STATEMENTS } from '@xinhang/shared/statements.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { firstEntity } from '../../ledgers/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import type { Book } from './book.ts';
import { record } from './record.ts';

/** Fewer than either engine takes in one list. */
const AT_ONCE = 500;
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

const sumsOf = (db: Reader, { side }: Book, ids: readonly number[], span: Span) =>
  inParts(ids, (part) => spanSums(db, side, part, span));
const takenOf = (db: Reader, { side }: Book, ids: readonly number[], span: Span) =>
  inParts(ids, (part) => overlapping(db, side, part, span));

type Asked = Parameters<typeof statementCustomers>[2];
const candidates = ({ db, actor }: ReadContext, { side }: Book, asked: Asked, limit: number) =>
  side === 'ar'
    ? statementCustomers(db, actor, asked, limit)
    : statementSuppliers(db, asked, limit);

type Query = Omit<EndpointInput<typeof api.statements.proposal>['query'], 'ownerId'> & {
  ownerId?: number | undefined;
};

/** Whom statements of a time are for, with the sums that they would have now. */
export async function proposeStatements(
  ctx: ReadContext,
  book: Book,
  { q: text, ...query }: Query,
) {
  await checkSpan(ctx, query);
  const limit = MOST_STATEMENTS + 1;
  const found = await candidates(ctx, book, { ...query, text }, limit);
  const shown = found.slice(0, MOST_STATEMENTS);
  const ids = shown.map((row) => row.id);
  const [sums, taken] = [
    await sumsOf(ctx.db, book, ids, query),
    await takenOf(ctx.db, book, ids, query),
  ];
  const rows = shown.map((row) => ({
    party: { id: row.id, name: row.name },
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

type Body = Span & { partyIds: readonly number[] };

/** Makes a statement for each, as the ledger is at this moment; whoever has one is left out. */
export async function makeStatements(ctx: WriteContext, book: Book, { partyIds, ...span }: Body) {
  await checkSpan(ctx, span);
  const ids = [...new Set(partyIds)];
  const known = await inParts(ids, async (part) => {
    const asked = { ...span, choice: 'any', ids: part } as const;
    const found = await candidates(ctx, book, asked, part.length);
    return new Map(found.map((row) => [row.id, row]));
  });
  const unknown = partyIds.findIndex((id) => !known.has(id));
  if (unknown !== -1) {
    throw fieldRefused(`/${book.party}Ids/${unknown}`, `unknown-${book.party}`);
  }
  const [sums, taken] = [
    await sumsOf(ctx.tx, book, ids, span),
    await takenOf(ctx.tx, book, ids, span),
  ];
  const entityId = (await firstEntity(ctx.tx))!;
  const position = await ledgerPosition(ctx.tx, book.side);
  const made: { id: number; no: string }[] = [];
  for (const partyId of ids) {
    if (taken.has(partyId)) continue;
    const { openingFen, owedFen, paidFen, closingFen } = sums.get(partyId) ?? nothing;
    const no = await takeDocumentNo(ctx, { entityId, prefix: book.prefix, businessDate: span.to });
    const id = await insertStatement(ctx.tx, book.side, {
      no,
      state: 'made',
      entity_id: entityId,
      partyId,
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
    await record(ctx, book, 'make', { id, before: null });
    made.push({ id, no });
  }
  return { made, leftOut: ids.length - made.length };
}
