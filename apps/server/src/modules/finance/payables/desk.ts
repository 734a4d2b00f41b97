import { may } from '@xinhang/db/actor.ts';
import { openPayables } from '@xinhang/db/repositories/payable-list.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import { leftOldestFirst } from '@xinhang/shared/open-items.ts';
import type { DuePayable } from '@xinhang/shared/payables.ts';
import type { DeskSource } from '../../../registry/boot.ts';
import { openAmounts } from '../aged-sums.ts';

/** So many days ahead it is shown what suppliers are to be paid. */
const AHEAD = 7;

/** What suppliers are to be paid in the next days, and should have been: for whoever pays. */
export const payablesDue: DeskSource = {
  kind: 'payablesDue',
  async build(ctx, { today, limit }) {
    if (!may(ctx.actor, 'payments.manage')) return null;
    const found = await openPayables(ctx.db, {});
    const all: DuePayable[] = [];
    for (const [id, items] of Map.groupBy(found, (row) => row.supplier_id)) {
      const left = leftOldestFirst(openAmounts(items));
      const soon = left.filter((one) => one.dueDate <= addDays(today, AHEAD));
      const sum = (some: typeof soon) => some.reduce((total, one) => total + one.openFen, 0);
      if (sum(soon) <= 0) continue;
      const overdueFen = sum(soon.filter((one) => one.dueDate < today));
      const { supplier_name: name } = items[0]!;
      all.push({ id, name, dueOn: soon[0]!.dueDate, dueFen: sum(soon), overdueFen });
    }
    if (all.length === 0) return null;
    const rows = all.toSorted(
      (a, b) => a.dueOn.localeCompare(b.dueOn) || b.dueFen - a.dueFen || a.id - b.id,
    );
    return { count: all.length, items: [], jobs: [], payables: rows.slice(0, limit) };
  },
};
