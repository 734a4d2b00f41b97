import { priceLevels } from '@xinhang/db/repositories/price-levels.ts';
import { volumesDelivered } from '@xinhang/db/repositories/sales-volumes.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import { adjustedPrice } from '@xinhang/shared/price-adjustment-rules.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import {
  createSheet,
  proposeLines,
  submitSheet,
  adjustmentTarget,
} from '../modules/prices/service.ts';
import { ApprovalTargets } from '../registry/approvals.ts';
import { SalesVolumes } from '../registry/sales-volumes.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import type { DemoProduct } from './products.ts';

const DAY_MS = 86_400_000;
const OWNER = 'linyuanfan';
const DIRECTOR = 'gaowenbo';

interface Plan {
  login: string;
  daysAgo: number;
  name: string;
  note: string;
  level: string | null;
  /** Of the list of products. */
  from: number;
  to: number;
  percent: number;
  /** From the day on which it is written. */
  startsIn: number;
  submit: boolean;
}

const plans: readonly Plan[] = [
  {
    login: OWNER,
    daysAgo: 16,
    name: '原材料上涨，机床与刀具调价',
    note: '钢材和硬质合金三个月涨了 9%',
    level: null,
    from: 0,
    to: 6,
    percent: 4,
    startsIn: 2,
    submit: true,
  },
  {
    login: DIRECTOR,
    daysAgo: 2,
    name: '年底清库存',
    note: '压了半年以上的型号，降价出清',
    level: null,
    from: 8,
    to: 12,
    percent: -6,
    startsIn: 9,
    submit: true,
  },
  {
    login: DIRECTOR,
    daysAgo: 0,
    name: '经销商明年价格',
    note: '',
    level: '经销商',
    from: 0,
    to: 10,
    percent: -3,
    startsIn: 34,
    submit: false,
  },
];

/** Price-adjustment sheets: one that counts, one that waits for its approval, and a draft. */
export async function makePriceAdjustments(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  products: readonly DemoProduct[],
  { now }: { now: number },
): Promise<void> {
  const salesVolumes = new SalesVolumes();
  salesVolumes.register({ find: volumesDelivered });
  const approvals = new ApprovalTargets();
  approvals.register(adjustmentTarget(salesVolumes));
  for (const plan of plans) {
    const actor = await actorFor(deps.db.read, cast, plan.login);
    const at = now - plan.daysAgo * DAY_MS;
    await runCommand(deps.db, hub, async (_tx, as) => {
      const ctx = as(demoContext(deps, actor, at));
      const { id, version } = await sheetOf(ctx, plan, products, at);
      if (plan.submit) await submitSheet({ approvals, salesVolumes }, ctx, { id, version });
    });
  }
}

async function sheetOf(
  ctx: WriteContext,
  { name, note, level, percent, startsIn, ...plan }: Plan,
  products: readonly DemoProduct[],
  at: number,
) {
  const levelId = (await priceLevels(ctx.tx)).find((one) => one.name === level)?.id ?? null;
  const scope = levelId === null ? ('all' as const) : ('level' as const);
  const on = businessDate(at, DEMO_ZONE);
  const whom = { scope, customer_id: null, region: null, level_id: levelId };
  const productIds = products.slice(plan.from, plan.to).map((product) => product.id);
  const { lines } = await proposeLines(ctx, whom, { productIds, categoryId: undefined, on });
  const by = { way: 'percent' as const, value: percent * 100, roundingE4: 1000 as const };
  return await createSheet(ctx, {
    name,
    scope,
    region: null,
    levelId,
    customerId: null,
    ...by,
    validFrom: addDays(on, startsIn),
    validTo: null,
    note,
    lines: lines.flatMap((line) => {
      if (line.oldPriceE4 === null) return [];
      const newPriceE4 = adjustedPrice(line.oldPriceE4, by);
      const { product, unit, qtyFromE4, basis, floorE4, ceilingE4 } = line;
      return [
        {
          productId: product.id,
          unitId: unit.id,
          qtyFromE4,
          basis,
          newPriceE4,
          floorE4: floorE4 === null ? null : Math.min(floorE4, newPriceE4),
          ceilingE4: ceilingE4 === null ? null : Math.max(ceilingE4, newPriceE4),
        },
      ];
    }),
  });
}
