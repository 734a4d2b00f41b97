import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import { newestOrder } from '@xinhang/db/repositories/trading-history.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import type { EventHub } from '../http/events.ts';
import { productsByIds } from '../modules/products/service.ts';
import { Dice } from './dice.ts';
import { importFile } from './import-file.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, type Cast } from './play.ts';
import type { DemoProduct } from './products.ts';

const OWNER = 'linyuanfan';
/** The orders that are kept here begin later than the last of these lines. */
const UNTIL = 176;
const MONTHS = 24;
const MONTH = 30;
const MOST_CUSTOMERS = 40;
/** What is dearer is bought by the piece. */
const DEAR = 500;

const header = '客户,日期,单据编号,商品编码,商品名称,单位,数量,不含税金额,成本金额,业务员';

/** Sales of the two years before the company kept its orders here, from the program before. */
export async function makePastSales(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  products: readonly DemoProduct[],
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 71);
  const actor = await actorFor(deps.db.read, cast, OWNER);
  const used = products.filter(({ yuan }) => yuan <= DEAR);
  const machines = products.filter(({ yuan }) => yuan > DEAR);
  const known = await productsByIds(
    deps.db.read,
    products.map(({ id }) => id),
  );
  const codes = new Map(known.map(({ id, code }) => [id, code]));
  const lines = [header];
  const last = addDays(businessDate(now, DEMO_ZONE), -UNTIL);
  let buyers = 0;
  for (const id of cast.customers.values()) {
    if (buyers === MOST_CUSTOMERS) break;
    const customer = await customerById(deps.db.read, id);
    if (!customer || customer.archived_at !== null || !customer.owner_id) continue;
    if (!(await newestOrder(deps.db.read, actor, id))) continue;
    buyers += 1;
    const every = dice.int(45, 140);
    for (let back = dice.int(0, every); back < MONTHS * MONTH; back += every) {
      const date = addDays(last, -back);
      const no = `XS-${date.replaceAll('-', '').slice(2)}-${String(buyers).padStart(3, '0')}`;
      const machine = dice.chance(0.02) ? [dice.pick(machines)] : [];
      for (const { id: productId, name, yuan } of [
        ...machine,
        ...dice.some(used, dice.int(1, 3)),
      ]) {
        const qty = yuan > DEAR ? 1 : dice.int(1, 6) * 5;
        const sign = dice.chance(0.03) ? -1 : 1;
        const net = (qty * yuan * (1.18 + dice.int(0, 20) / 100) * sign).toFixed(2);
        const cost = (qty * yuan * 0.98 * sign).toFixed(2);
        const cells = [
          customer.name,
          date,
          no,
          codes.get(productId),
          name,
          '',
          qty * sign,
          net,
          cost,
          '',
        ];
        lines.push(cells.join(','));
      }
    }
    if (dice.chance(0.15)) {
      lines.push(`${customer.name},${last},XS-OLD-${buyers},J-0107,老型号夹具,套,1,860,620,`);
    }
  }
  await importFile(deps, hub, actor, {
    kind: 'salesFacts',
    name: '旧系统销售明细.csv',
    text: `\uFEFF${lines.join('\r\n')}\r\n`,
  });
}
