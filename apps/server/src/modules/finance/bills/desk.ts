import { may } from '@xinhang/db/actor.ts';
import { listBills, sumBills } from '@xinhang/db/repositories/bills.ts';
import type { BillSide } from '@xinhang/shared/bill-rules.ts';
import type { DueBill } from '@xinhang/shared/bills.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { DeskSource } from '../../../registry/boot.ts';
import { seenBy } from './describe.ts';

/** So many days ahead: a bill is to be handed in within ten days from when it is due. */
const AHEAD = 7;

/** Held bills to collect, for whoever enters receipts; issued ones to pay, for whoever pays. */
export const billsDue: DeskSource = {
  kind: 'billsDue',
  async build(ctx, { today, limit }) {
    const sides: (readonly [BillSide, 'held' | 'open'])[] = [
      ...(may(ctx.actor, 'receipts.manage') && may(ctx.actor, 'receivables.read')
        ? ([['received', 'held']] as const)
        : []),
      ...(may(ctx.actor, 'payments.manage') && may(ctx.actor, 'payables.read')
        ? ([['issued', 'open']] as const)
        : []),
    ];
    const found: DueBill[] = [];
    let count = 0;
    for (const [side, state] of sides) {
      const filter = { states: [state], dueTo: addDays(today, AHEAD) };
      const of = seenBy(ctx, side);
      const rows = await listBills(ctx.db, of, filter, { after: null, limit });
      count +=
        rows.length < limit ? rows.length : (await sumBills(ctx.db, of, filter, COUNT_CAP)).count;
      found.push(
        ...rows.map((row) => ({
          id: row.id,
          side,
          no: row.no,
          acceptor: row.acceptor,
          dueOn: row.due_on,
          amountFen: row.amount_fen,
        })),
      );
    }
    if (count === 0) return null;
    const bills = found
      .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn) || a.id - b.id)
      .slice(0, limit);
    return { count: Math.min(count, COUNT_CAP), items: [], jobs: [], bills };
  },
};
