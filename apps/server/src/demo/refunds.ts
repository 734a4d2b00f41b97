import { businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { listCashAccounts } from '../modules/finance/cash-accounts.ts';
import { receivablesOfCustomer } from '../modules/finance/receivables/customer.ts';
import { receivablesOf } from '../modules/finance/receivables/list.ts';
import { refundTarget, requestRefund } from '../modules/finance/refunds/requests.ts';
import { refundCustomer, undoCustomerRefund } from '../modules/finance/refunds/to-customers.ts';
import { ApprovalTargets } from '../registry/approvals.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const approvals = new ApprovalTargets();
approvals.register(refundTarget);
const DAY_MS = 86_400_000;
const ACCOUNTANT = 'songlihua';
const words = ['多付货款退回', '订单取消，退预收款', '退错账户'] as const;

/** Advances that went back to customers; the last one to a wrong account, taken back and asked for anew. */
export async function makeRefunds(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  const today = businessDate(now, DEMO_ZONE);
  const as = async <T>(days: number, work: (ctx: WriteContext) => Promise<T>): Promise<T> => {
    const actor = await actorFor(deps.db.read, cast, ACCOUNTANT);
    const at = demoContext(deps, actor, now - days * DAY_MS);
    return await runCommand(deps.db, hub, async (_tx, context) => await work(context(at)));
  };
  const paid = await as(0, async (ctx) => {
    const { rows } = await receivablesOf(ctx, {}, today);
    return rows.filter((row) => row.advanceFen > 0).slice(0, words.length);
  });
  for (const [at, row] of paid.entries()) {
    await as(0, async (ctx) => {
      const customerId = row.customer.id;
      const { items } = await receivablesOfCustomer(ctx, customerId, {});
      const credit = items.find(
        (item) => item.amountFen < 0 && item.openFen < 0 && item.businessDate <= today,
      );
      if (!credit) return;
      const done = await refundCustomer(ctx, {
        customerId,
        accountId: (await listCashAccounts(ctx))[0]!.id,
        businessDate: today,
        method: 'transfer',
        note: words[at]!,
        lines: [{ itemId: credit.id, amountFen: Math.ceil(-credit.openFen / 2) }],
      });
      if (at === words.length - 1) {
        await undoCustomerRefund(ctx, done.id, { version: done.version, reason: '退错账户' });
        await requestRefund({ approvals }, ctx, {
          customerId,
          note: '客户要求退到新账户，先审批',
          lines: [{ itemId: credit.id, amountFen: -credit.openFen }],
        });
      }
    });
  }
}
