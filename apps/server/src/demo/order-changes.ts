import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import { listSalesOrders } from '@xinhang/db/repositories/sales-order-list.ts';
import { salesLinesOf, type NamedSalesLine } from '@xinhang/db/repositories/sales-orders.ts';
import { Problem } from '@xinhang/shared/problems.ts';
import type { Deps } from '../deps.ts';
import type { WriteContext } from '../http/context.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { createChange } from '../modules/sales/changes/drafts.ts';
import { submitChange } from '../modules/sales/changes/submit.ts';
import { orderChangeTarget } from '../modules/sales/changes/target.ts';
import type { Doors } from '../modules/sales/orders/confirm.ts';
import { askedAgain } from '../modules/sales/orders/lines.ts';
import { lastOrderedPrice } from '../modules/sales/orders/last-prices.ts';
import { ApprovalTargets } from '../registry/approvals.ts';
import { LastPrices } from '../registry/last-prices.ts';
import { Dice } from './dice.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const HOUR_MS = 3_600_000;
const E4 = 10_000;
/** Of orders of which something is open so many of a hundred were changed. */
const SHARE = 0.25;
const reasons = [
  '客户追加数量',
  '现场多装一台，配件跟着加',
  '客户备库存',
  '按新图纸补数量',
] as const;

/** Orders that customers changed after they were confirmed: most in force, one still written. */
export async function makeOrderChanges(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 31);
  const logins = new Map([...cast.users].map(([login, id]) => [id, login]));
  const http: Doors = { approvals: new ApprovalTargets(), lastPrices: new LastPrices() };
  http.approvals.register(orderChangeTarget);
  http.lastPrices.register(lastOrderedPrice);
  const owner = await actorFor(deps.db.read, cast, 'linyuanfan');
  const alive = { states: ['confirmed', 'partly'] };
  const page = { after: null, limit: 300 };
  const open = await listSalesOrders(deps.db.read, owner, alive, page);
  let drafted = false;
  for (const { id, customer_id } of open) {
    if (!dice.chance(SHARE)) continue;
    const customer = await customerById(deps.db.read, customer_id);
    const login = customer?.owner_id ? logins.get(customer.owner_id) : undefined;
    if (!login || customer?.archived_at !== null) continue;
    const actor = await actorFor(deps.db.read, cast, login);
    const at = now - dice.int(2, 30) * HOUR_MS;
    await runCommand(deps.db, hub, async (_tx, as) => {
      const ctx = as(demoContext(deps, actor, at));
      const change = await draftOne(ctx, http, id, dice);
      if (!change) return;
      if (!drafted) {
        drafted = true;
        return;
      }
      await putInForce(ctx, http, change);
    });
  }
}

/** Somewhat more, or less, of one line of which nothing went out. */
async function draftOne(ctx: WriteContext, http: Doors, orderId: number, dice: Dice) {
  const lines = await salesLinesOf(ctx.tx, orderId);
  const free = (line: NamedSalesLine) =>
    line.line_kind === 'goods' && line.delivered_e4 === 0 && line.cancelled_e4 === 0;
  const chosen = lines.find(free);
  if (!chosen) return null;
  const more = dice.int(1, 5) * E4;
  const body = {
    reason: dice.pick(reasons),
    lines: lines.map((line) => {
      const asked = askedAgain(line);
      return line.id === chosen.id ? { ...asked, qtyE4: asked.qtyE4! + more } : asked;
    }),
  };
  return await createChange(ctx, http.lastPrices, orderId, body);
}

/** Handed in; what is stopped is asked for. */
async function putInForce(
  ctx: WriteContext,
  http: Doors,
  { id, version }: { id: number; version: number },
): Promise<void> {
  const asked = { version, askReason: '', creditUntil: null };
  const done = await ctx.attempt(async () => await submitChange(http, ctx, id, asked));
  if (done.ok) return;
  if (!(done.problem instanceof Problem) || done.problem.code !== 'order-stopped') {
    throw done.problem;
  }
  await submitChange(http, ctx, id, { ...asked, askReason: '老客户追加，下月一并结清' });
}
