import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { addLocation } from '../modules/products/locations.ts';
import { addCategory, listUnits } from '../modules/products/words.ts';
import { addProduct } from '../modules/products/change.ts';
import { ProductUses } from '../registry/product-uses.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

/** A product as later parts of the demo speak of it. */
export interface DemoProduct {
  id: number;
  /** With its specification. */
  name: string;
  categoryId: number;
  /** The base unit. */
  unit: number;
  /** Price of buying. */
  yuan: number;
}

const DAY_MS = 86_400_000;
/** Since when the company has its list of products. */
const DAYS = 400;
const KEEPER = 'linyuanfan';

/** Name, spec, unit, price of buying in yuan, least stock; a carton holds so many. */
type Line = readonly [string, string, string, number, number?, number?];
const goods: Readonly<Record<string, readonly Line[]>> = {
  机床: [
    ['数控车床', 'CK6150', '台', 139_000, 1],
    ['立式加工中心', 'VMC850', '台', 226_000, 1],
    ['自动上下料机械手', 'R-6', '台', 48_000, 2],
  ],
  刀具: [
    ['刀具套装', '12 件', '套', 2_350, 10],
    ['硬质合金立铣刀', 'D10×75', '个', 46, 200, 50],
    ['外圆车刀片', 'WNMG080408', '个', 9.6, 1000, 100],
    ['丝锥', 'M8×1.25', '个', 12.5, 300, 100],
    ['麻花钻', 'D6.5', '个', 4.8, 500, 100],
  ],
  夹具: [
    ['液压三爪卡盘', '8 寸', '台', 2_680, 4],
    ['精密平口钳', '6 寸', '台', 860, 6],
    ['弹簧夹头', 'ER32', '个', 18.5, 200, 20],
  ],
  辅料: [
    ['切削液', '半合成', '千克', 11.2, 800],
    ['导轨油', '68#', '千克', 9.8, 400],
    ['防锈油', '20 号', '千克', 8.4, 200],
  ],
};
const services = [
  ['年度维保服务', '4 次上门', 7_800],
  ['输送线改造', '按现场报价', 32_000],
  ['安装调试', '', 600],
] as const;
const GOODS_TAX = 1300;
const SERVICE_TAX = 600;
const E4 = 10_000;

/** The company's list of products with cartons and barcodes, and its warehouses. */
export async function makeProducts(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<DemoProduct[]> {
  const actor = await actorFor(deps.db.read, cast, KEEPER);
  return await runCommand(deps.db, hub, async (_tx, as) => {
    const ctx = as(demoContext(deps, actor, now - DAYS * DAY_MS));
    const units = new Map((await listUnits(ctx)).map((unit) => [unit.name, unit.id]));
    const unitId = (name: string) => units.get(name)!;
    const made: DemoProduct[] = [];
    let no = 0;
    for (const [at, [name, lines]] of Object.entries(goods).entries()) {
      const category = await addCategory(ctx, { name, parentId: null, sort: (at + 1) * 10 });
      for (const line of lines) {
        made.push(await makeGoods(ctx, line, category.id, unitId, (no += 1)));
      }
    }
    const category = await addCategory(ctx, { name: '服务', parentId: null, sort: 90 });
    for (const [name, spec, yuan] of services) {
      const { id } = await addProduct(ctx, new ProductUses(), {
        ...plain,
        name,
        spec,
        kind: 'service',
        unitId: unitId('次'),
        categoryId: category.id,
        taxBp: SERVICE_TAX,
        purchasePriceE4: yuan * E4,
      });
      const unit = unitId('次');
      made.push({
        id,
        name: [name, spec].filter(Boolean).join(' '),
        categoryId: category.id,
        unit,
        yuan,
      });
    }
    const place = { userId: null, customerId: null, note: '' };
    const address = '广州市黄埔区科学大道 88 号';
    const south = { name: '华南仓', kind: 'warehouse', sellable: true, address } as const;
    await addLocation(ctx, { ...place, ...south });
    const userId = cast.users.get('chenjing')!;
    const samples = { name: '陈静的样品', kind: 'person', sellable: false, address: '' } as const;
    await addLocation(ctx, { ...place, ...samples, userId });
    return made;
  });
}

export const plain = {
  code: '',
  qtyDecimals: 0,
  tracksBatch: false,
  tracksSerial: false,
  fapiaoName: '',
  fapiaoUnit: '',
  taxCode: '',
  minQtyE4: null,
  maxQtyE4: null,
  note: '',
  units: [],
  barcodes: [],
};

async function makeGoods(
  ctx: WriteContext,
  [name, spec, unit, yuan, least, carton]: Line,
  categoryId: number,
  unitId: (name: string) => number,
  no: number,
): Promise<DemoProduct> {
  const digits = String(no).padStart(6, '0');
  const box = carton === undefined ? null : { unitId: unitId('箱'), num: carton, den: 1 };
  const { id } = await addProduct(ctx, new ProductUses(), {
    ...plain,
    name,
    spec,
    kind: 'goods',
    unitId: unitId(unit),
    categoryId,
    qtyDecimals: unit === '千克' ? 2 : 0,
    tracksSerial: unit === '台',
    tracksBatch: unit === '千克',
    taxBp: GOODS_TAX,
    purchasePriceE4: Math.round(yuan * E4),
    minQtyE4: least === undefined ? null : least * E4,
    units: box ? [box] : [],
    barcodes: [
      { code: `6970123${digits}`, unitId: unitId(unit) },
      ...(box ? [{ code: `16970123${digits}`, unitId: box.unitId }] : []),
    ],
  });
  return { id, name: `${name} ${spec}`, categoryId, unit: unitId(unit), yuan };
}
