import { may } from '@xinhang/db/actor.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import {
  lateRows,
  statementRows,
  type NamedStatement,
} from '@xinhang/db/repositories/statements.ts';
import { addDays, daysBetween } from '@xinhang/shared/business-date.ts';
import type {
  Statement,
  StatementRow,
  StatementState,
  StatementWay,
} from '@xinhang/shared/statements.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { Book } from './book.ts';

/** What tells whether a statement is late: today, and for how many days the company waits. */
export interface Clock {
  today: string;
  waits: number;
}

export const clockOf = async (ctx: ReadContext): Promise<Clock> => ({
  today: await todayOf(ctx),
  waits: await readSetting(ctx.db, 'statements.confirmDays'),
});

/** The last day of sending that is too long ago without an answer. */
export const sentUpTo = ({ today, waits }: Clock): string => addDays(today, -waits - 1);

const person = (id: number | null, name: string | null) => ({ id: id!, name: name ?? '' });

function lateDays(row: NamedStatement, { today, waits }: Clock): number {
  if (row.state === 'sent') return Math.max(0, daysBetween(row.sent_on!, today) - waits);
  if (row.state === 'difference') return Math.max(0, daysBetween(row.clear_until!, today));
  return 0;
}

/** What may follow each state. */
const follows: Readonly<Record<StatementState, readonly (keyof Statement['can'])[]>> = {
  made: ['send', 'confirm', 'dispute', 'withdraw'],
  sent: ['send', 'confirm', 'dispute', 'withdraw'],
  confirmed: ['withdraw'],
  difference: ['clear', 'confirm', 'withdraw'],
  cleared: ['withdraw'],
  withdrawn: [],
};

export const mayFollow = (state: string, step: keyof Statement['can']): boolean =>
  follows[state as StatementState].includes(step);

/** A statement of either side, before it is said whose it is. */
export type AnyStatement = Omit<Statement, 'customer' | 'owner'> & {
  party: NameRef;
  owner: NameRef | null;
};

export function toAny(
  ctx: ReadContext,
  book: Book,
  row: NamedStatement,
  clock: Clock,
): AnyStatement {
  const writes = ctx.actor.viewAsBy === null;
  const manages = writes && may(ctx.actor, book.manages);
  const can = (step: keyof Statement['can']) => writes && mayFollow(row.state, step);
  return {
    id: row.id,
    version: row.version,
    no: row.no,
    state: row.state as StatementState,
    party: { id: row.party_id, name: row.party_name },
    owner: row.owner_id === null ? null : person(row.owner_id, row.owner_name),
    from: row.from_day,
    to: row.to_day,
    openingFen: row.opening_fen,
    owedFen: row.owed_fen,
    paidFen: row.paid_fen,
    closingFen: row.closing_fen,
    lateFen: Number(row.late_fen),
    madeBy: person(row.made_by, row.maker_name),
    madeAt: row.made_at,
    sent:
      row.sent_on === null
        ? null
        : {
            on: row.sent_on,
            by: person(row.sent_by, row.sender_name),
            way: row.sent_way as StatementWay,
            to: row.sent_to,
            times: row.sent_times,
          },
    confirmed: row.confirmed_on === null ? null : { on: row.confirmed_on, by: row.confirmed_name },
    difference:
      row.difference_fen === null
        ? null
        : {
            fen: row.difference_fen,
            reason: row.difference_reason,
            clearer: person(row.clearer_id, row.clearer_name),
            until: row.clear_until!,
          },
    cleared:
      row.cleared_on === null
        ? null
        : {
            on: row.cleared_on,
            by: person(row.cleared_by, row.settler_name),
            note: row.cleared_note,
          },
    withdrawnReason: row.withdrawn_reason,
    lateDays: lateDays(row, clock),
    can: {
      send: can('send'),
      confirm: can('confirm'),
      dispute: can('dispute'),
      clear: can('clear'),
      withdraw: manages && mayFollow(row.state, 'withdraw'),
    },
  };
}

type Kept = Awaited<ReturnType<typeof statementRows>>;

function withBalance(rows: Kept, from: number): StatementRow[] {
  let balanceFen = from;
  return rows.map((row) => {
    balanceFen += row.amount_fen;
    return {
      id: row.id,
      kind: row.kind,
      docKind: row.doc_kind,
      docId: row.doc_id,
      docNo: row.doc_no,
      businessDate: row.business_date,
      dueDate: row.due_date,
      amountFen: row.amount_fen,
      balanceFen,
      reversal: row.reversal_of !== null,
    };
  });
}

/** A statement with the rows that were on it, and those that came into its time since. */
export async function wholeAny(ctx: ReadContext, book: Book, row: NamedStatement) {
  const { side } = book;
  return {
    ...toAny(ctx, book, row, await clockOf(ctx)),
    items: withBalance(await statementRows(ctx.db, side, row.id), row.opening_fen),
    late: withBalance(await lateRows(ctx.db, side, row), row.closing_fen),
  };
}

/** As whoever reads receivables is answered. */
export const ofCustomer = <T extends AnyStatement>({ party, ...one }: T) => ({
  ...one,
  customer: party,
});

/** As whoever reads payables is answered: nobody owns a supplier. */
export function ofSupplier<T extends AnyStatement>(one: T) {
  const { party: supplier, owner: _, ...rest } = one;
  return { ...rest, supplier };
}
