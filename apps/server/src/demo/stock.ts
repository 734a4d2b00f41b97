import { businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { listLocations } from '../modules/products/locations.ts';
import { pickProducts } from '../modules/products/service.ts';
import { confirmDoc, receiveDoc } from '../modules/stock/confirm.ts';
import { describeDoc } from '../modules/stock/describe.ts';
import { createDoc, startCount, updateDoc } from '../modules/stock/drafts.ts';
import { BEGUN, lastDayBefore } from './first-day.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const E4 = 10_000;
const ZONE = 'Asia/Shanghai';
/** Who knows what things cost, and who keeps them. */
const OWNER = 'linyuanfan';
const KEEPER = 'pengdahai';

/** Product, quantity, cost in yuan, batch. */
type Line = readonly [string, number, number?, string?];

const opening: readonly Line[] = [
  ['数控车床', 2, 138_000],
  ['立式加工中心', 1, 224_500],
  ['自动上下料机械手', 3, 47_600],
  ['刀具套装', 26, 2_310],
  ['硬质合金立铣刀', 640, 45.2],
  ['外圆车刀片', 860, 9.45],
  ['丝锥', 520, 12.1],
  ['麻花钻', 1_500, 4.65],
  ['液压三爪卡盘', 5, 2_640],
  ['精密平口钳', 9, 845],
  ['弹簧夹头', 360, 18.2],
  ['切削液', 1_250.5, 10.9, 'QX2609'],
  ['导轨油', 380, 9.6, 'DG2608'],
  ['防锈油', 240.25, 8.1, 'FX2609'],
];
const received: readonly Line[] = [
  ['硬质合金立铣刀', 200, 46.8],
  ['外圆车刀片', 300, 9.8],
  ['切削液', 400, 11.3, 'QX2610'],
];
const used: readonly Line[] = [
  ['麻花钻', 12],
  ['切削液', 25, undefined, 'QX2609'],
];
const scrapped: readonly Line[] = [['丝锥', 6]];
const southward: readonly Line[] = [
  ['硬质合金立铣刀', 120],
  ['弹簧夹头', 60],
  ['刀具套装', 6],
];
const onTheWay: readonly Line[] = [
  ['外圆车刀片', 200],
  ['弹簧夹头', 40],
];
/** Pieces with numbers: their beginnings. */
const prefixes: Readonly<Record<string, string>> = {
  数控车床: 'CK26',
  立式加工中心: 'VM26',
  自动上下料机械手: 'R626',
  液压三爪卡盘: 'KP',
  精密平口钳: 'QZ',
};
const serials = (name: string, from: number, count: number) =>
  name in prefixes
    ? Array.from(
        { length: count },
        (_, at) => `${prefixes[name]}${String(from + at).padStart(4, '0')}`,
      )
    : [];

/** Opening stock of the goods, and two months of what moves without a purchase or a sale. */
export async function makeStock(deps: Deps, hub: EventHub, cast: Cast, now: number): Promise<void> {
  const as = async (login: string, days: number, work: (ctx: WriteContext) => Promise<void>) => {
    const actor = await actorFor(deps.db.read, cast, login);
    const at = now - days * DAY_MS;
    await runCommand(deps.db, hub, async (_tx, context) => {
      await work(context(demoContext(deps, actor, at)));
    });
  };
  const rows = await listLocations(
    demoContext(deps, await actorFor(deps.db.read, cast, OWNER), now),
  );
  const place = (name: string) => rows.find((row) => row.name === name)!.id;
  const [main, south] = [place('主仓库'), place('华南仓')];

  await as(OWNER, BEGUN, async (ctx) => {
    const body = { kind: 'otherIn', toLocationId: main, reason: 'opening' } as const;
    const day = lastDayBefore(now);
    await confirmed(ctx, { ...body, businessDate: day, note: '启用时的期初库存' }, opening);
  });
  await as(OWNER, 24, async (ctx) => {
    const body = { kind: 'otherIn', toLocationId: main, reason: 'gift' } as const;
    await confirmed(ctx, { ...body, note: '厂家展会后补送' }, received);
  });
  await as(KEEPER, 20, async (ctx) => {
    const body = { kind: 'transfer', fromLocationId: main, toLocationId: south } as const;
    await confirmed(ctx, { ...body, note: '华南仓备货' }, southward);
  });
  await as(KEEPER, 13, async (ctx) => {
    const body = { kind: 'otherOut', fromLocationId: main, reason: 'ownUse' } as const;
    await confirmed(ctx, { ...body, note: '装配车间领用' }, used);
  });
  await as(KEEPER, 9, async (ctx) => {
    const body = { kind: 'otherOut', fromLocationId: main, reason: 'scrap' } as const;
    await confirmed(ctx, { ...body, note: '崩刃，质检单 0318' }, scrapped);
  });
  await as(KEEPER, 6, (ctx) => countSouth(ctx, south));
  await as(KEEPER, 5, async (ctx) => {
    const body = { kind: 'transfer', fromLocationId: main, toLocationId: south } as const;
    const sent = await confirmed(
      ctx,
      { ...body, twoStep: true, note: '顺丰 SF1402' },
      southward.slice(0, 1),
    );
    const { version, lines } = await describeDoc(ctx, sent);
    // One carton came open.
    const short = lines.map((line) => ({ id: line.id, receivedE4: line.baseQtyE4! - 2 * E4 }));
    await receiveDoc(ctx, sent.id, { version, lines: short });
  });
  await as(KEEPER, 1, async (ctx) => {
    const body = { kind: 'transfer', fromLocationId: main, toLocationId: south } as const;
    await confirmed(ctx, { ...body, twoStep: true, note: '德邦 DB7731，预计明天到' }, onTheWay);
  });
  await as(KEEPER, 0, async (ctx) => {
    const body = { kind: 'otherOut', fromLocationId: main, reason: 'sample' } as const;
    await draft(ctx, { ...body, note: '展会样品，待主管确认' }, [['麻花钻', 20]]);
  });
}

type Body = Parameters<typeof createDoc>[1];
type Head = Pick<Body, 'kind' | 'note'> & Partial<Omit<Body, 'kind' | 'note' | 'lines'>>;

async function draft(ctx: WriteContext, head: Head, lines: readonly Line[]) {
  const body = [];
  for (const [name, quantity, yuan, batch = ''] of lines) {
    const [product] = await pickProducts(ctx.tx, name, 1);
    body.push({
      productId: product!.id,
      unitId: product!.baseUnit.id,
      qtyE4: Math.round(quantity * E4),
      priceE4: yuan === undefined ? null : Math.round(yuan * E4),
      batch,
      serials: serials(name, 1, quantity),
      note: '',
    });
  }
  return await createDoc(ctx, {
    reason: null,
    twoStep: false,
    fromLocationId: null,
    toLocationId: null,
    businessDate: businessDate(ctx.now, ZONE),
    ...head,
    lines: body,
  });
}

async function confirmed(ctx: WriteContext, head: Head, lines: readonly Line[]) {
  const doc = await draft(ctx, head, lines);
  return await confirmDoc(ctx, doc.id, doc.version);
}

/** Two of the three lines are as the book says. */
async function countSouth(ctx: WriteContext, south: number): Promise<void> {
  const doc = await startCount(ctx, {
    locationId: south,
    businessDate: businessDate(ctx.now, ZONE),
    fill: true,
    categoryId: null,
    note: '月末盘点',
  });
  const { lines } = await describeDoc(ctx, doc);
  const counted = await updateDoc(ctx, doc.id, {
    version: doc.version,
    lines: lines.map((line, at) => ({
      id: line.id,
      productId: line.product.id,
      unitId: line.unit.id,
      qtyE4: line.bookE4! - (at === 0 ? E4 : 0),
      priceE4: null,
      batch: line.batch,
      serials: [],
      note: at === 0 ? '少一支，未查到去向' : '',
    })),
  });
  await confirmDoc(ctx, doc.id, counted.version);
}
