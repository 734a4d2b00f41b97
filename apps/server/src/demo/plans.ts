import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { makePlan } from '../modules/activities/plans.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
/** So many of a hundred customers with an owner have a plan. */
const SHARE = 0.12;
const purposes = {
  visit: ['带样品上门，见一下技术负责人', '看新车间，量尺寸', '送合同，顺便见财务'],
  call: ['问报价看得怎么样', '确认交期和付款方式', '约下周的时间'],
  other: ['发方案和案例', '请对方来厂里看样机'],
} as const;

/** Plans of this week and the next: some missed, some due, most to come. */
export async function makePlans(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 4);
  const logins = new Map([...cast.users].map(([login, id]) => [id, login]));
  for (const customerId of cast.customers.values()) {
    if (!dice.chance(SHARE)) continue;
    const customer = await customerById(deps.db.read, customerId);
    const login = customer?.owner_id ? logins.get(customer.owner_id) : undefined;
    if (!customer || !login || customer.archived_at !== null) continue;
    const actor = await actorFor(deps.db.read, cast, login);
    if (!actor.reach.has('followUps.create')) continue;
    const at = now - dice.int(2, 4) * DAY_MS;
    const kind = dice.pick(['visit', 'visit', 'call', 'other'] as const);
    const dueOn = addDays(businessDate(at, DEMO_ZONE), dice.int(0, 9));
    const dueTime = kind === 'visit' ? '14:30' : null;
    const body = { customerId, kind, purpose: dice.pick(purposes[kind]), dueOn, dueTime };
    await runCommand(
      deps.db,
      hub,
      async (_tx, as) => await makePlan(as(demoContext(deps, actor, at)), body),
    );
  }
}
