import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { addPrice, addSupplier } from '../modules/purchasing/service.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import type { DemoProduct } from './products.ts';

const DAY_MS = 86_400_000;
const DAYS = 320;
const BUYER = 'fanjianjun';
const E4 = 10_000;

/** Name, person, post, phone, bank, whether invoices are deductible. */
const suppliers = [
  ['沈阳北方机床有限公司', '赵国强', '区域经理', '024-25191234', '建设银行沈阳铁西支行', true],
  ['株洲钻石刀具有限公司', '刘芳', '销售', '13873312345', '中国银行株洲分行', true],
  ['烟台环球机床附件有限公司', '孙建业', '销售经理', '0535-6012345', '工商银行烟台分行', true],
  ['东莞长安恒发五金店', '陈老板', '', '13602345678', '农业银行长安支行', false],
  ['广州润达石化有限公司', '黄敏', '客服', '020-82071122', '招商银行广州科学城支行', true],
] as const;

/** Which suppliers deliver products of a name that begins so. */
const deliver: readonly (readonly [prefix: string, suppliers: readonly number[]])[] = [
  ['数控', [0]],
  ['立式', [0]],
  ['自动', [0]],
  ['刀具', [1]],
  ['硬质', [1, 3]],
  ['外圆', [1, 3]],
  ['丝锥', [1, 3]],
  ['麻花', [1, 3]],
  ['液压', [2]],
  ['精密', [2]],
  ['弹簧', [2, 3]],
  ['切削', [4]],
  ['导轨', [4]],
  ['防锈', [4]],
];

/** Suppliers of the company and what they ask: cheap things by the hundred cheaper. */
export async function makeSuppliers(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  products: readonly DemoProduct[],
  now: number,
): Promise<void> {
  const actor = await actorFor(deps.db.read, cast, BUYER);
  const at = now - DAYS * DAY_MS;
  const from = businessDate(at, DEMO_ZONE);
  await runCommand(deps.db, hub, async (_tx, as) => {
    const ctx = as(demoContext(deps, actor, at));
    const ids: number[] = [];
    for (const [nth, [name, person, post, phone, bank, deductible]] of suppliers.entries()) {
      const made = await addSupplier(ctx, {
        code: '',
        name,
        contacts: [{ name: person, post, phone }],
        address: '',
        termId: null,
        taxNo: '',
        deductible,
        bank,
        bankAccount: `62170020101${String(48_213 + nth * 7_919)}`,
        note: '',
      });
      ids.push(made.id);
    }
    for (const product of products) {
      const [, found = []] = deliver.find(([prefix]) => product.name.startsWith(prefix)) ?? [];
      for (const [rank, index] of found.entries()) {
        // The shop round the corner is a little dearer.
        const yuan = product.yuan * (rank === 0 ? 1 : 1.06);
        const price = {
          supplierId: ids[index]!,
          productId: product.id,
          unitId: null,
          basis: basisOf(index),
          partNo: '',
          note: '',
        };
        const asked = (share: number) => Math.round(yuan * share * 100) * (E4 / 100);
        const last = addDays(from, 140);
        await addPrice(ctx, {
          ...price,
          priceE4: asked(0.97),
          qtyFromE4: 0,
          validFrom: from,
          validTo: last,
        });
        const since = { validFrom: addDays(last, 1), validTo: null };
        await addPrice(ctx, { ...price, ...since, priceE4: asked(1), qtyFromE4: 0 });
        if (product.yuan > 20) continue;
        await addPrice(ctx, { ...price, ...since, priceE4: asked(0.94), qtyFromE4: 500 * E4 });
      }
    }
  });
}

/** Without tax from those whose invoices are deductible. */
const basisOf = (index: number): 'net' | 'gross' => (suppliers[index]![5] ? 'net' : 'gross');
