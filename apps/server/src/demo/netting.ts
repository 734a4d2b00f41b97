import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { net } from '../modules/finance/nettings/net.ts';
import { adjustPayable } from '../modules/finance/payables/adjust.ts';
import { receivablesOf } from '../modules/finance/receivables/list.ts';
import { addSupplier } from '../modules/purchasing/service.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const [BUYER, ACCOUNTANT] = ['fanjianjun', 'songlihua'];
/** Since when, and how much is owed for what the customer did. */
const [DAYS, YUAN] = [12, 100];
const WORK_YUAN = 3_600;

/** A customer that also works for the company: half of what it is owed was set off. */
export async function makeNetting(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  const as = async <T>(who: string, days: number, work: (ctx: WriteContext) => Promise<T>) => {
    const actor = await actorFor(deps.db.read, cast, who);
    const at = demoContext(deps, actor, now - days * DAY_MS);
    return await runCommand(deps.db, hub, async (_tx, context) => await work(context(at)));
  };
  const today = businessDate(now, DEMO_ZONE);
  const owing = await as(ACCOUNTANT!, 0, async (ctx) => {
    const { rows } = await receivablesOf(ctx, {}, today);
    return rows.find((row) => row.balanceFen > WORK_YUAN * YUAN)?.customer;
  });
  if (!owing) return;
  const { id: supplierId } = await as(BUYER!, DAYS, async (ctx) => {
    const contact = { name: '王厂长', post: '厂长', phone: '13912348899' };
    return await addSupplier(ctx, {
      code: '',
      name: owing.name,
      contacts: [contact],
      address: '',
      termId: null,
      taxNo: '',
      deductible: true,
      bank: '',
      bankAccount: '',
      note: '也是客户，委托加工',
    });
  });
  await as(ACCOUNTANT!, DAYS, async (ctx) => {
    await adjustPayable(ctx, {
      kind: 'other',
      supplierId,
      oldNo: '',
      businessDate: addDays(today, -DAYS),
      dueDate: null,
      amountFen: WORK_YUAN * YUAN,
      note: '委托加工费',
    });
  });
  await as(ACCOUNTANT!, 2, async (ctx) => {
    await net(ctx, {
      customerId: owing.id,
      supplierId,
      businessDate: addDays(today, -2),
      amountFen: (WORK_YUAN * YUAN) / 2,
      note: '双方对账后，加工费抵一半货款',
    });
  });
}
