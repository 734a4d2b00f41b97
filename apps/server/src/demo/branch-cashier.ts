import { raiseOrgRevision } from '@xinhang/db/repositories/company.ts';
import { setRoles } from '@xinhang/db/repositories/people.ts';
import { insertRole } from '@xinhang/db/repositories/users.ts';
import { isCashPermission } from '@xinhang/shared/cash-narrowing.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { readyRoles } from '@xinhang/shared/ready-roles.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { addCashAccount, listCashAccounts } from '../modules/finance/cash-accounts.ts';
import { confirmTransfer } from '../modules/finance/transfers/confirm.ts';
import { createTransfer } from '../modules/finance/transfers/drafts.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

/** Who keeps the petty cash of the branch in the south, and sees no other money. */
export const branchCashier = { role: '分公司出纳', login: 'linmeihua' } as const;
const ACCOUNTANT = 'songlihua';
const DAY_MS = 86_400_000;
const YUAN = 100;
/** So many days ago the till got its money, and gave some of it back. */
const [FILLED, RETURNED] = [25, 4];

/** The petty cash of a branch, with a cashier whose rights are narrowed to it. */
export async function makeBranchCashier(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  const as = async <T>(login: string, days: number, work: (ctx: WriteContext) => Promise<T>) => {
    const actor = await actorFor(deps.db.read, cast, login);
    const at = demoContext(deps, actor, now - days * DAY_MS);
    return await runCommand(deps.db, hub, async (_tx, context) => await work(context(at)));
  };
  const move = async (ctx: WriteContext, from: number, to: number, yuan: number, note: string) => {
    const row = await createTransfer(ctx, {
      fromId: from,
      toId: to,
      businessDate: businessDate(ctx.now, DEMO_ZONE),
      amountFen: yuan * YUAN,
      feeFen: 0,
      note,
    });
    await confirmTransfer(ctx, row.id, row.version);
  };
  const [bank, till] = await as(ACCOUNTANT, FILLED, async (ctx) => {
    const [first] = await listCashAccounts(ctx);
    const made = { name: '华南备用金', kind: 'cash', bankName: '', bankNo: '', sort: 40 } as const;
    const { id } = await addCashAccount(ctx, made);
    await move(ctx, first!.id, id, 8_000, '华南分公司备用金');
    return [first!.id, id];
  });
  const ready = readyRoles.find(({ key }) => key === 'cashier')!;
  await deps.db.transaction(async (tx) => {
    const grants = ready.grants.map((grant) =>
      isCashPermission(grant.permission) ? { ...grant, cashAccountIds: [till] } : grant,
    );
    const id = await insertRole(tx, { ...ready, key: null, name: branchCashier.role, grants });
    await setRoles(tx, cast.users.get(branchCashier.login)!, [id]);
    await raiseOrgRevision(tx);
  });
  cast.actors.delete(branchCashier.login);
  await as(branchCashier.login, RETURNED, async (ctx) => {
    await move(ctx, till, bank, 1_200, '多余备用金缴存银行');
  });
}
