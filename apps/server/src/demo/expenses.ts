import { tasksOf } from '@xinhang/db/repositories/approval-tasks.ts';
import { allCashAccounts } from '@xinhang/db/repositories/cash.ts';
import { allCashCategories } from '@xinhang/db/repositories/cash-categories.ts';
import { listCustomers } from '@xinhang/db/repositories/customer-list.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { createClaim } from '../modules/finance/claims/drafts.ts';
import { payClaim } from '../modules/finance/claims/pay.ts';
import { expenseTarget, submitClaim } from '../modules/finance/claims/submit.ts';
import { decide } from '../modules/system/approvals/decide.ts';
import { ApprovalTargets } from '../registry/approvals.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const ACCOUNTANT = 'songlihua';
const YUAN = 100;

/** How far each claim came, the oldest first. */
const claims = [
  {
    by: 'chenjing',
    days: 26,
    to: 'paid',
    title: '苏州客户走访两天',
    lines: [
      ['差旅费', 214, '上海—苏州高铁往返'],
      ['差旅费', 398, '苏州住一晚'],
      ['业务招待费', 562, '与采购部晚餐，四人'],
    ],
  },
  {
    by: 'zhangwei',
    days: 19,
    to: 'paid',
    title: '无锡展会样品运输',
    lines: [['快递运费', 486, '样品去回']],
  },
  {
    by: 'liuyang',
    days: 9,
    to: 'approved',
    title: '嘉兴售后会同',
    lines: [
      ['市内交通费', 132, '打车三趟'],
      ['差旅费', 176, '高铁往返'],
    ],
  },
  {
    by: 'chenjing',
    days: 6,
    to: 'approved',
    title: '昆山新客户打样',
    lines: [
      ['差旅费', 96, '高铁往返'],
      ['礼品费', 268, '伴手礼两份'],
    ],
  },
  {
    by: 'tangxiaolei',
    days: 3,
    to: 'approving',
    title: '常州拜访',
    lines: [
      ['差旅费', 188, '高铁往返'],
      ['业务招待费', 320, '午餐，三人'],
    ],
  },
  {
    by: 'chenjing',
    days: 2,
    to: 'refused',
    title: '十一月话费',
    lines: [['通讯费', 199, '手机话费']],
  },
  {
    by: 'chenjing',
    days: 0,
    to: 'draft',
    title: '太仓客户勘察现场',
    lines: [['市内交通费', 86, '打车']],
  },
] as const;

/** What people spent for the company, at each stage of its way back to them. */
export async function makeExpenses(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  const http = { approvals: new ApprovalTargets() };
  http.approvals.register(expenseTarget);
  const loginOf = new Map([...cast.users].map(([login, id]) => [id, login]));
  const as = async <T>(login: string, days: number, work: (ctx: WriteContext) => Promise<T>) => {
    const actor = await actorFor(deps.db.read, cast, login);
    const at = demoContext(deps, actor, now - days * DAY_MS);
    return await runCommand(deps.db, hub, async (_tx, context) => await work(context(at)));
  };
  const categories = await allCashCategories(deps.db.read);
  const [bank] = await allCashAccounts(deps.db.read);
  for (const claim of claims) {
    const handed = await as(claim.by, claim.days, async (ctx) => {
      const row = await createClaim(ctx, {
        title: claim.title,
        lines: await linesOf(ctx, claim.lines),
      });
      return claim.to === 'draft' ? row : await submitClaim(http, ctx, row.id, row.version);
    });
    if (claim.to === 'draft' || claim.to === 'approving') continue;
    const [task] = await tasksOf(deps.db.read, [handed.approval_id!]);
    if (!task) continue;
    const refuses = claim.to === 'refused';
    await as(loginOf.get(task.user_id)!, claim.days - 1, (ctx) =>
      decide(http, ctx, task.id, {
        decision: refuses ? 'reject' : 'approve',
        comment: refuses ? '话费走公司套餐，请附账单再报' : '',
      }),
    );
    if (claim.to !== 'paid') continue;
    await as(ACCOUNTANT, claim.days - 3, (ctx) =>
      payClaim(ctx, handed.id, {
        version: handed.version + 1,
        accountId: bank!.id,
        paidOn: businessDate(ctx.now, DEMO_ZONE),
      }),
    );
  }

  async function linesOf(
    ctx: WriteContext,
    lines: readonly (readonly [category: string, yuan: number, note: string])[],
  ) {
    const page = { sort: 'name', descending: false, after: null, limit: 1 } as const;
    const [customer] = await listCustomers(
      ctx.db,
      ctx.actor,
      { view: 'mine', archived: false },
      page,
    );
    return lines.map(([name, yuan, note], at) => ({
      categoryId: categories.find((one) => one.kind === 'expense' && one.name === name)!.id,
      spentOn: addDays(businessDate(ctx.now, DEMO_ZONE), -1),
      amountFen: yuan * YUAN,
      note,
      customerId: at === 0 && name !== '通讯费' ? (customer?.id ?? null) : null,
    }));
  }
}
