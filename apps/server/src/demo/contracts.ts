import { tasksOf } from '@xinhang/db/repositories/approval-tasks.ts';
import { contractLinesOf, type NamedContract } from '@xinhang/db/repositories/contracts.ts';
import { milestonesOf } from '@xinhang/db/repositories/contract-milestones.ts';
import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import { contractById } from '@xinhang/db/repositories/contracts.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { amendContract } from '../modules/sales/contracts/amend.ts';
import { changeContract, createContract } from '../modules/sales/contracts/drafts.ts';
import {
  markMilestone,
  moveContract,
  orderContract,
  signContract,
} from '../modules/sales/contracts/moves.ts';
import { submitContract } from '../modules/sales/contracts/submit.ts';
import { contractTarget } from '../modules/sales/contracts/target.ts';
import { confirmByHand, type Doors } from '../modules/sales/orders/confirm.ts';
import { productsByIds } from '../modules/products/service.ts';
import { decide } from '../modules/system/approvals/decide.ts';
import { ApprovalTargets } from '../registry/approvals.ts';
import { LastPrices } from '../registry/last-prices.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import type { DemoProduct } from './products.ts';

const DAY_MS = 86_400_000;
const E4 = 10_000;
/** What is dearer is agreed by the piece. */
const DEAR = 500;

type Body = Parameters<typeof createContract>[2];
type End =
  | 'draft'
  | 'approving'
  | 'active'
  | 'ending'
  | 'frame'
  | 'amended'
  | 'amending'
  | 'fulfilled'
  | 'terminated';

/** One of each, whoever's customers they are with; the frame contract is called off twice. */
const ends: readonly End[] = [
  'frame',
  'active',
  'ending',
  'amended',
  'draft',
  'approving',
  'active',
  'amending',
  'fulfilled',
  'terminated',
  'active',
  'frame',
];
const titles: Partial<Record<End, string>> = {
  frame: '年度框架供货协议',
  ending: '耗材包年供应合同',
  terminated: '产线改造设备合同',
};

const plan = (date: string): Body['milestones'] => [
  { ...step('定金', 3000), trigger: 'signing', days: 3 },
  { ...step('发货款', 4000), trigger: 'shipment', plannedOn: addDays(date, 40) },
  { ...step('验收款', 2500), trigger: 'acceptance', days: 15, plannedOn: addDays(date, 70) },
  { ...step('质保金', 500), trigger: 'date', plannedOn: addDays(date, 365) },
];
const step = (name: string, shareBp: number): Body['milestones'][number] => ({
  name,
  shareBp,
  amountFen: null,
  trigger: 'date',
  days: 0,
  plannedOn: null,
  note: '',
});

interface Hands {
  deps: Deps;
  hub: EventHub;
  cast: Cast;
  http: Doors;
}

/** Does something as a person at a time, in a transaction of its own. */
async function as<T>(
  { deps, hub, cast }: Hands,
  login: string,
  at: number,
  act: (ctx: WriteContext) => Promise<T>,
): Promise<T> {
  const actor = await actorFor(deps.db.read, cast, login);
  return await runCommand(
    deps.db,
    hub,
    async (_tx, by) => await act(by(demoContext(deps, actor, at))),
  );
}

/** Whoever is asked says yes, a few hours later. */
async function approve(hands: Hands, row: NamedContract, at: number): Promise<NamedContract> {
  const { deps, cast, http } = hands;
  const logins = new Map([...cast.users].map(([login, id]) => [id, login]));
  if (row.approval_id !== null && row.state === 'approving') {
    for (const task of await tasksOf(deps.db.read, [row.approval_id])) {
      const login = logins.get(task.user_id);
      if (task.state !== 'pending' || !login) continue;
      const yes = { decision: 'approve' as const, comment: '' };
      await as(hands, login, at, async (ctx) => await decide(http, ctx, task.id, yes));
    }
  }
  return (await contractById(deps.db.read, row.id))!;
}

/** Contracts of the last months, in each state, with amendments and call-offs. */
export async function makeContracts(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  products: readonly DemoProduct[],
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 41);
  const http = { approvals: new ApprovalTargets(), lastPrices: new LastPrices() };
  http.approvals.register(contractTarget);
  const hands: Hands = { deps, hub, cast, http };
  const logins = new Map([...cast.users].map(([login, id]) => [id, login]));
  const ids = products.map((one) => one.id);
  const kinds = new Map((await productsByIds(deps.db.read, ids)).map((row) => [row.id, row.kind]));
  const goods = products.filter((one) => kinds.get(one.id) === 'goods');
  let taken = 0;
  for (const customerId of cast.customers.values()) {
    const end = ends[taken];
    if (end === undefined) break;
    if (!dice.chance(0.2)) continue;
    const customer = await customerById(deps.db.read, customerId);
    const login = customer?.owner_id ? logins.get(customer.owner_id) : undefined;
    if (!customer || !login || customer.archived_at !== null) continue;
    taken += 1;
    const at = now - (end === 'draft' ? 1 : dice.int(25, 60)) * DAY_MS;
    const date = businessDate(at, DEMO_ZONE);
    const today = businessDate(now, DEMO_ZONE);
    const used = goods.filter((one) => one.yuan <= DEAR);
    const some = dice.some(end === 'frame' ? used : goods, dice.int(2, 4));
    const body: Body = {
      customerId,
      kind: end === 'frame' ? 'frame' : 'single',
      title: titles[end] ?? `${dice.pick(['设备', '备件', '产线配套'])}采购合同`,
      startOn: date,
      endOn: addDays(end === 'ending' ? today : date, end === 'ending' ? 12 : 365),
      signedOn: null,
      basis: 'gross',
      amountFen: end === 'frame' ? 60_000_000 : null,
      customerNo: dice.chance(0.4) ? `CG-${dice.int(1000, 9999)}` : '',
      ourSigner: '',
      theirSigner: '',
      clauses: '质保期十二个月，自验收合格之日起计算。争议由供方所在地法院管辖。',
      note: '',
      lines: some.map((one, place) => ({
        kind: 'goods' as const,
        productId: one.id,
        unitId: null,
        text: '',
        qtyE4:
          end === 'frame' && place > 0
            ? null
            : (one.yuan > DEAR ? dice.int(1, 3) : dice.int(10, 40) * 5) * E4,
        priceE4: null,
        discountBp: dice.pick([0, 0, 200]),
        deviation: '合同价',
        note: '',
      })),
      milestones: end === 'frame' || end === 'ending' ? [] : plan(date),
    };
    await play(hands, { login, at, body, end, today });
  }
}

interface Play {
  login: string;
  at: number;
  body: Body;
  end: End;
  today: string;
}

async function play(hands: Hands, { login, at, body, end, today }: Play): Promise<void> {
  const { http, deps } = hands;
  const drafted = await as(hands, login, at, async (ctx) => {
    const row = await createContract(ctx, http.lastPrices, body);
    if (end === 'draft') return row;
    const asked = { version: row.version, reason: '年度重点客户，按合同价供货' };
    return await submitContract(http, ctx, row.id, asked);
  });
  if (end === 'draft' || end === 'approving') return;
  const row = await approve(hands, drafted, at + DAY_MS / 4);
  if (row.state !== 'active') return;
  const signedOn = businessDate(at + 2 * DAY_MS, DEMO_ZONE);
  const signed = await as(hands, login, at + 2 * DAY_MS, async (ctx) => {
    const names = { ourSigner: '林远帆', theirSigner: '采购部负责人' };
    return await signContract(ctx, row, { signedOn, ...names, customerNo: row.customer_no });
  });
  const [deposit] = await milestonesOf(deps.db.read, row.id);
  if (deposit) {
    await as(hands, login, at + 6 * DAY_MS, async (ctx) => {
      const paid = { version: deposit.version, paidOn: addDays(signedOn, 3) };
      await markMilestone(ctx, deposit.id, paid);
    });
  }
  if (end === 'frame') await callOff(hands, login, signed);
  if (end === 'amended' || end === 'amending') await amend(hands, { login, row: signed, end });
  if (end === 'fulfilled' || end === 'terminated') {
    const reason = end === 'terminated' ? '客户项目取消，双方协商解除' : '';
    await as(hands, 'linyuanfan', deps.now() - DAY_MS, async (ctx) => {
      await moveContract(ctx, signed, end, reason);
    });
  }
  if (end === 'active') {
    const late = (await milestonesOf(deps.db.read, row.id))[1]!;
    await as(hands, login, deps.now() - DAY_MS, async (ctx) => {
      await markMilestone(ctx, late.id, { version: late.version, reachedOn: addDays(today, -3) });
    });
  }
}

/** Twice, a part of each line; the first is confirmed where nothing stands against it. */
async function callOff(hands: Hands, login: string, row: NamedContract): Promise<void> {
  const { deps, http } = hands;
  for (const days of [12, 3]) {
    await as(hands, login, deps.now() - days * DAY_MS, async (ctx) => {
      const now = (await contractById(ctx.tx, row.id))!;
      const [first, second] = await contractLinesOf(ctx.tx, row.id);
      const lines = [first!, second!].map((line) => ({ lineId: line.id, qtyE4: 20 * E4 }));
      const id = await ctx.attempt(
        async () => await orderContract(ctx, http.lastPrices, now, lines),
      );
      if (id.ok) await ctx.attempt(async () => await confirmByHand(http, ctx, id.value, 1));
    });
  }
}

/** A later end, which waits or is in force. */
async function amend(
  hands: Hands,
  { login, row, end }: { login: string; row: NamedContract; end: End },
): Promise<void> {
  const { deps, http } = hands;
  const at = deps.now() - 6 * DAY_MS;
  const waiting = await as(hands, login, at, async (ctx) => {
    const asked = { version: row.version, reason: '客户项目延期，交付期顺延' };
    const draft = await amendContract(ctx, row.id, asked);
    const endOn = addDays(draft.end_on!, 90);
    const note = '期限以本次变更为准';
    const changed = await changeContract(ctx, http.lastPrices, draft.id, {
      version: draft.version,
      endOn,
      note,
    });
    return await submitContract(http, ctx, changed.id, {
      version: changed.version,
      reason: '追加',
    });
  });
  if (end === 'amended') await approve(hands, waiting, at + DAY_MS / 4);
}
