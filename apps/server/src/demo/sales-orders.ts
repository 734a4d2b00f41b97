import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import { Problem } from '@xinhang/shared/problems.ts';
import type { SalesLineBody } from '@xinhang/shared/sales-orders.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { confirmByHand, submitOrder, type Doors } from '../modules/sales/orders/confirm.ts';
import { lastOrderedPrice } from '../modules/sales/orders/last-prices.ts';
import { salesOrderTarget } from '../modules/sales/orders/target.ts';
import { productsByIds } from '../modules/products/service.ts';
import { createOrder } from '../modules/sales/service.ts';
import { ApprovalTargets } from '../registry/approvals.ts';
import { LastPrices } from '../registry/last-prices.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import type { DemoProduct } from './products.ts';

const DAY_MS = 86_400_000;
/** Since when orders are kept here. */
const DAYS = 170;
/** So many of a hundred customers order. */
const SHARE = 0.3;
/** What is dearer is ordered by the piece. */
const DEAR = 500;
const E4 = 10_000;

type Product = DemoProduct & { kind: string };

interface Plan {
  at: number;
  login: string;
  body: Parameters<typeof createOrder>[2];
  end: 'confirm' | 'submit' | 'draft';
}

type Line = Parameters<typeof createOrder>[2]['lines'][number];
const plain: Line = {
  kind: 'goods',
  productId: null,
  unitId: null,
  text: '',
  qtyE4: E4,
  priceE4: null,
  discountBp: 0,
  requiredDate: null,
  promisedDate: null,
  deviation: '',
  note: '',
} satisfies SalesLineBody;

/** A line of this product: what is dear one by one, the rest by the box. */
function lineOf(dice: Dice, product: Product): Line {
  const qty = product.yuan > DEAR ? dice.int(1, 2) : dice.int(1, 8) * 5;
  return {
    ...plain,
    kind: product.kind === 'service' ? 'service' : 'goods',
    productId: product.id,
    qtyE4: (product.kind === 'service' ? 1 : qty) * E4,
    ...(dice.chance(0.18) && { discountBp: dice.pick([200, 300, 500]), deviation: '老客户' }),
  };
}

/** Mostly what is used up; a machine now and then. */
function goodsOf(dice: Dice, products: readonly Product[]): Product[] {
  const [dear, used] = [
    products.filter((one) => one.yuan > DEAR),
    products.filter((one) => one.yuan <= DEAR),
  ];
  const machine = dice.chance(0.05) ? [dice.pick(dear)] : [];
  return [...machine, ...dice.some(used, dice.int(1, 5))];
}

/** Orders of one customer: the older the more of them, the last one is fresh at times. */
function plansOf(
  dice: Dice,
  customerId: number,
  who: Omit<Plan, 'body' | 'end' | 'at'>,
  span: Span,
) {
  const { since, now, products } = span;
  const plans: Plan[] = [];
  const every = dice.int(18, 70);
  for (let at = since + dice.int(0, every) * DAY_MS; at < now; at += every * DAY_MS) {
    const fresh = now - at < 6 * DAY_MS;
    const date = businessDate(at, DEMO_ZONE);
    const lines = goodsOf(dice, products).map((one) => lineOf(dice, one));
    const cheap = lines.find((line) => line.kind === 'goods' && line.qtyE4! > 20 * E4);
    const gift = { ...plain, kind: 'gift' as const, productId: cheap?.productId ?? null };
    const fee = dice.int(6, 40) * 10 * E4;
    plans.push({
      ...who,
      at,
      body: {
        customerId,
        businessDate: date,
        basis: 'gross',
        payer: '',
        note: '',
        requiredDate: addDays(date, dice.int(5, 25)),
        customerOrderNo: dice.chance(0.3) ? `PO${dice.int(10_000, 99_999)}` : '',
        lines: [
          ...lines,
          ...(cheap && dice.chance(0.08) ? [gift] : []),
          ...(dice.chance(0.2)
            ? [{ ...plain, kind: 'freight' as const, text: '运费', priceE4: fee }]
            : []),
        ],
      },
      end: fresh ? dice.weighted({ confirm: 50, submit: 20, draft: 30 }) : 'confirm',
    });
  }
  return plans;
}

interface Span {
  since: number;
  now: number;
  products: readonly Product[];
}

/** Orders of the last months by the people who own the customers; what is stopped is asked for. */
export async function makeSalesOrders(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  products: readonly DemoProduct[],
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 21);
  const logins = new Map([...cast.users].map(([login, id]) => [id, login]));
  const http: Doors = { approvals: new ApprovalTargets(), lastPrices: new LastPrices() };
  http.approvals.register(salesOrderTarget);
  http.lastPrices.register(lastOrderedPrice);
  const ids = products.map((one) => one.id);
  const kinds = new Map((await productsByIds(deps.db.read, ids)).map((row) => [row.id, row.kind]));
  const sold = products.map((one) => ({ ...one, kind: kinds.get(one.id)! }));
  const plans: Plan[] = [];
  for (const customerId of cast.customers.values()) {
    if (!dice.chance(SHARE)) continue;
    const customer = await customerById(deps.db.read, customerId);
    const login = customer?.owner_id ? logins.get(customer.owner_id) : undefined;
    if (!customer || !login || customer.archived_at !== null) continue;
    // An order begins its stage of dealing: it is never before the stage that it ends.
    const since = Math.max(customer.stage_since + 2 * DAY_MS, now - DAYS * DAY_MS);
    plans.push(...plansOf(dice, customerId, { login }, { since, now, products: sold }));
  }
  plans.sort((a, b) => a.at - b.at);
  for (const plan of plans) await perform(deps, hub, cast, http, plan);
}

async function perform(deps: Deps, hub: EventHub, cast: Cast, http: Doors, plan: Plan) {
  const actor = await actorFor(deps.db.read, cast, plan.login);
  await runCommand(deps.db, hub, async (_tx, as) => {
    const ctx = as(demoContext(deps, actor, plan.at));
    const { id, version } = await createOrder(ctx, http.lastPrices, plan.body);
    if (plan.end === 'draft') return;
    const asked = { version, reason: '客户急用，下月付清', creditUntil: null };
    if (plan.end === 'submit') return void (await submitOrder(http, ctx, id, asked));
    const done = await ctx.attempt(async () => await confirmByHand(http, ctx, id, version));
    if (done.ok) return;
    if (!(done.problem instanceof Problem) || done.problem.code !== 'order-stopped') {
      throw done.problem;
    }
    await submitOrder(http, ctx, id, asked);
  });
}
