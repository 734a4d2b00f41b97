import { readSettings } from '@xinhang/db/repositories/settings.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { Settings } from '@xinhang/shared/settings.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { addProduct } from '../modules/products/change.ts';
import { listLocations } from '../modules/products/locations.ts';
import { listUnits } from '../modules/products/words.ts';
import { confirmDoc } from '../modules/stock/confirm.ts';
import { createDoc } from '../modules/stock/drafts.ts';
import { putSettings } from '../modules/system/put-settings.ts';
import { ProductUses } from '../registry/product-uses.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import { plain } from './products.ts';

const DAY_MS = 86_400_000;
const E4 = 10_000;
const OWNER = 'linyuanfan';
const KEEPER = 'pengdahai';

type Kind = 'otherIn' | 'otherOut';
/** Days ago, what moves, how many, its cost in yuan where it comes in, why. */
const moves: readonly (readonly [number, Kind, number, number | null, string])[] = [
  [6, 'otherIn', 2, 386, '厂家先寄来两台'],
  [4, 'otherOut', 5, null, '装配车间急用，货已到、送货单未到'],
  [2, 'otherIn', 2, 398, '补到两台，价格比上次高'],
];

/** Goods that went out before they came in: some of them came, and cost more than was taken. */
export async function makeProvisional(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  const as = async <T>(login: string, days: number, work: (ctx: WriteContext) => Promise<T>) => {
    const actor = await actorFor(deps.db.read, cast, login);
    return await runCommand(deps.db, hub, async (_tx, context) =>
      work(context(demoContext(deps, actor, now - days * DAY_MS))),
    );
  };
  const lets = async (days: number, value: Settings['stock.negative']) =>
    await as(OWNER, days, async (ctx) => {
      await putSettings(ctx, await readSettings(ctx.tx), { 'stock.negative': value });
    });
  const { id: productId, unitId } = await as(OWNER, 7, async (ctx) => {
    const unit = (await listUnits(ctx)).find((row) => row.name === '台')!;
    const made = await addProduct(ctx, new ProductUses(), {
      ...plain,
      name: '机外对刀仪',
      spec: 'DTY-300',
      kind: 'goods',
      unitId: unit.id,
      categoryId: null,
      taxBp: 1300,
      purchasePriceE4: 400 * E4,
    });
    return { id: made.id, unitId: unit.id };
  });
  await lets(5, 'provisional');
  for (const [days, kind, quantity, yuan, note] of moves) {
    await as(yuan === null ? KEEPER : OWNER, days, async (ctx) => {
      const main = (await listLocations(ctx)).find((row) => row.name === '主仓库')!.id;
      const doc = await createDoc(ctx, {
        kind,
        businessDate: businessDate(ctx.now, DEMO_ZONE),
        fromLocationId: kind === 'otherOut' ? main : null,
        toLocationId: kind === 'otherIn' ? main : null,
        reason: kind === 'otherOut' ? 'ownUse' : 'other',
        twoStep: false,
        note,
        lines: [
          {
            productId,
            unitId,
            qtyE4: quantity * E4,
            priceE4: yuan === null ? null : yuan * E4,
            batch: '',
            serials: [],
            note: '',
          },
        ],
      });
      await confirmDoc(ctx, doc.id, doc.version);
    });
  }
  // It was for once: from here on no more goes out than is there.
  await lets(1, 'refuse');
}
