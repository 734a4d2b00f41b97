import { businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { changeBill } from '../modules/products/bills.ts';
import { listLocations } from '../modules/products/locations.ts';
import { pickProducts } from '../modules/products/service.ts';
import { confirmDoc } from '../modules/stock/confirm.ts';
import { createDoc } from '../modules/stock/drafts.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const E4 = 10_000;
const ZONE = 'Asia/Shanghai';
const OWNER = 'linyuanfan';
const KEEPER = 'pengdahai';

const WHOLE = '刀具套装';
/** What one set holds. */
const parts = [
  ['硬质合金立铣刀', 4],
  ['外圆车刀片', 10],
  ['丝锥', 2],
  ['麻花钻', 6],
] as const;

/** Sets of tools put together from single ones, one taken apart again, and one as a draft. */
export async function makeAssembly(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  const as = async (login: string, days: number, work: (ctx: WriteContext) => Promise<void>) => {
    const actor = await actorFor(deps.db.read, cast, login);
    await runCommand(deps.db, hub, async (_tx, context) => {
      await work(context(demoContext(deps, actor, now - days * DAY_MS)));
    });
  };
  const places = await listLocations(
    demoContext(deps, await actorFor(deps.db.read, cast, OWNER), now),
  );
  const main = places.find((row) => row.name === '主仓库')!.id;
  await as(OWNER, 40, async (ctx) => {
    const [whole] = await pickProducts(ctx.tx, WHOLE, 1);
    await changeBill(ctx, whole!.id, {
      version: 0,
      makesE4: E4,
      note: '包装盒随套装附送，不单独计',
      parts: (await linesOf(ctx, 1)).map(({ partId, qtyE4, note }) => ({ partId, qtyE4, note })),
    });
  });
  await as(OWNER, 18, async (ctx) => {
    const extra = { amountFen: 96_00, account: 'otherPayable' } as const;
    await made(ctx, { main, kind: 'assembly', sets: 6, extra, note: '展会备货' });
  });
  await as(KEEPER, 7, async (ctx) => {
    await made(ctx, { main, kind: 'disassembly', sets: 1, note: '客户只要立铣刀' });
  });
  await as(KEEPER, 0, async (ctx) => {
    await made(ctx, { main, kind: 'assembly', sets: 4, note: '等包装盒到货', draft: true });
  });
}

async function linesOf(ctx: WriteContext, sets: number) {
  const lines = [];
  for (const [name, each] of parts) {
    const [part] = await pickProducts(ctx.tx, name, 1);
    lines.push({ partId: part!.id, qtyE4: each * sets * E4, note: '', unit: part!.baseUnit.id });
  }
  return lines;
}

interface Wish {
  main: number;
  kind: 'assembly' | 'disassembly';
  sets: number;
  note: string;
  extra?: { amountFen: number; account: 'otherPayable' };
  draft?: boolean;
}

async function made(ctx: WriteContext, { main, kind, sets, note, extra, draft }: Wish) {
  const [whole] = await pickProducts(ctx.tx, WHOLE, 1);
  const doc = await createDoc(ctx, {
    kind,
    businessDate: businessDate(ctx.now, ZONE),
    fromLocationId: main,
    toLocationId: main,
    reason: null,
    twoStep: false,
    note,
    whole: { productId: whole!.id, qtyE4: sets * E4, batch: '', serials: [] },
    extra: extra ?? null,
    lines: (await linesOf(ctx, sets)).map(({ partId, qtyE4, unit }) => ({
      productId: partId,
      unitId: unit,
      qtyE4,
      priceE4: null,
      batch: '',
      serials: [],
      note: '',
    })),
  });
  if (!draft) await confirmDoc(ctx, doc.id, doc.version);
}
