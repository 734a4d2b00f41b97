import type { Database } from '@xinhang/db/database.ts';
import { insertAlert } from '@xinhang/db/repositories/alerts.ts';
import { insertReport } from '@xinhang/db/repositories/weekly-reports.ts';
import { positions } from './expectation.ts';
import { NOBODY, type Target } from './plant-customers.ts';

/**
 * An open alert about the customer and the deal of each position, which went to the boss; by
 * position. About what is archived there is none of a deal.
 */
export async function plantAlerts(
  db: Database,
  about: { boss: number; targets: readonly Target[]; deals: readonly number[] },
): Promise<{ customers: number[]; deals: number[] }> {
  return await db.transaction(async (tx) => {
    const alert = async (kind: string, of: { customer_id?: number; deal_id?: number }) =>
      await insertAlert(tx, {
        rule_id: 1,
        kind,
        customer_id: of.customer_id ?? null,
        deal_id: of.deal_id ?? null,
        cause: 'matrix',
        // Later than any talk.
        base_at: Number.MAX_SAFE_INTEGER,
        days: 9,
        opened_on: '2026-11-20',
        asked_id: null,
        state: 'open',
        head_id: about.boss,
        head_on: '2026-11-23',
        above_id: null,
        above_on: null,
        next_on: null,
        handled_by: null,
        closed_at: null,
        closed_on: null,
        note: '',
      });
    const customers: number[] = [];
    const deals: number[] = [];
    for (const [index, { exists, archived }] of positions.entries()) {
      const customerId = about.targets[index]!.customerId;
      customers.push(exists ? await alert('customerIdle', { customer_id: customerId }) : NOBODY);
      const dealId = about.deals[index]!;
      deals.push(exists && !archived ? await alert('dealIdle', { deal_id: dealId }) : NOBODY);
    }
    return { customers, deals };
  });
}

/** A report that the subject received, and one of the boss. */
export async function plantReports(db: Database, { me, boss }: { me: number; boss: number }) {
  return await db.transaction(async (tx) => {
    const report = async (recipient: number) =>
      await insertReport(tx, {
        recipient_id: recipient,
        from_on: '2026-11-16',
        to_on: '2026-11-22',
        made_at: 0,
        rows: '[]',
      });
    return { mine: await report(me), others: await report(boss) };
  });
}
