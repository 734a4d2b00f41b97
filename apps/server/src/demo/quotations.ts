import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { createQuotation } from '../modules/sales/quotations/drafts.ts';
import { moveQuotation, reviseQuotation } from '../modules/sales/quotations/moves.ts';
import { submitQuotation } from '../modules/sales/quotations/submit.ts';
import { quotationTarget } from '../modules/sales/quotations/target.ts';
import { productsByIds } from '../modules/products/service.ts';
import { ApprovalTargets } from '../registry/approvals.ts';
import { LastPrices } from '../registry/last-prices.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import type { DemoProduct } from './products.ts';

const DAY_MS = 86_400_000;
/** Since when quotations are kept here. */
const DAYS = 75;
/** So many of a hundred customers asked for one. */
const SHARE = 0.16;
/** What is dearer is offered by the piece. */
const DEAR = 500;
const E4 = 10_000;

type Body = Parameters<typeof createQuotation>[2];
type End = 'draft' | 'approved' | 'sent' | 'revised' | 'accepted' | 'rejected';
interface Plan {
  at: number;
  login: string;
  body: Body;
  end: End;
}

const lost = ['对手价格更低', '客户预算取消', '交期赶不上', '改用老供应商'];
const leads = ['款到三天内发货', '两周内交货', '现货', '一个月'];

function lineOf(dice: Dice, product: DemoProduct, kind: string): Body['lines'][number] {
  return {
    kind: kind === 'service' ? 'service' : 'goods',
    productId: product.id,
    unitId: null,
    text: '',
    qtyE4: (kind === 'service' ? 1 : dice.int(1, product.yuan > DEAR ? 2 : 10)) * E4,
    priceE4: null,
    discountBp: dice.chance(0.2) ? dice.pick([200, 300]) : 0,
    deviation: '',
    note: '',
  };
}

/** Quotations of the last weeks by the people who own the customers, at every point of their way. */
export async function makeQuotations(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  products: readonly DemoProduct[],
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 23);
  const logins = new Map([...cast.users].map(([login, id]) => [id, login]));
  const http = { approvals: new ApprovalTargets(), lastPrices: new LastPrices() };
  http.approvals.register(quotationTarget);
  const ids = products.map((one) => one.id);
  const kinds = new Map((await productsByIds(deps.db.read, ids)).map((row) => [row.id, row.kind]));
  const plans: Plan[] = [];
  for (const customerId of cast.customers.values()) {
    if (!dice.chance(SHARE)) continue;
    const customer = await customerById(deps.db.read, customerId);
    const login = customer?.owner_id ? logins.get(customer.owner_id) : undefined;
    if (!customer || !login || customer.archived_at !== null) continue;
    const at = Math.max(customer.created_at, now - dice.int(1, DAYS) * DAY_MS);
    const some = dice.some(products, dice.int(2, 6));
    plans.push({
      at,
      login,
      body: {
        customerId,
        businessDate: businessDate(at, DEMO_ZONE),
        basis: 'gross',
        leadTime: dice.pick(leads),
        note: '',
        lines: some.map((one) => lineOf(dice, one, kinds.get(one.id)!)),
      },
      end: dice.weighted({
        draft: 10,
        approved: 10,
        sent: 30,
        revised: 20,
        accepted: 15,
        rejected: 15,
      }),
    });
  }
  plans.sort((a, b) => a.at - b.at);
  for (const { at, login, body, end } of plans) {
    const actor = await actorFor(deps.db.read, cast, login);
    const reason = dice.pick(lost);
    await runCommand(deps.db, hub, async (_tx, as) => {
      const ctx = as(demoContext(deps, actor, at));
      let row = await createQuotation(ctx, http.lastPrices, body);
      if (end === 'draft') return;
      row = await submitQuotation(http, ctx, row.id, { ...row, reason: '大客户，走量' });
      // What waits for its head stays there.
      if (end === 'approved' || row.state !== 'approved') return;
      row = await moveQuotation(ctx, row, 'sent');
      if (end === 'revised') {
        row = await reviseQuotation(ctx, row);
        row = await submitQuotation(http, ctx, row.id, { ...row, reason: '客户还价' });
        if (row.state === 'approved') await moveQuotation(ctx, row, 'sent');
      } else if (end !== 'sent') {
        await moveQuotation(ctx, row, end, end === 'rejected' ? reason : '');
      }
    });
  }
}
