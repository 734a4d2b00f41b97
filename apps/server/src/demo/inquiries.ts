import { listSuppliers } from '@xinhang/db/repositories/suppliers.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import {
  answerInquiry,
  askPrices,
  declineInquiry,
  keepInquiryFile,
  priceInquiry,
} from '../modules/inquiries/service.ts';
import { Dice } from './dice.ts';
import { demoFiles } from './files.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import type { DemoProduct } from './products.ts';

const ASKER = 'chenjing';
const BUYER = 'fanjianjun';
const OWNER = 'linyuanfan';
const HOUR_MS = 3_600_000;
const E4 = 10_000;

/** Among the files of the demo: what the thing must be, and what somebody asks for it. */
const [TERMS, QUOTE] = [3, 0];

/** How far each line goes; the last is no product yet. */
const gone = ['priced', 'answered', 'declined', 'open', 'open'] as const;

/** What a salesperson asked two days ago, some of it answered, and one thing with an offer. */
export async function makeInquiries(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  products: readonly DemoProduct[],
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 47);
  const today = businessDate(now, DEMO_ZONE);
  const play = async <T>(login: string, before: number, act: (ctx: WriteContext) => Promise<T>) => {
    const actor = await actorFor(deps.db.read, cast, login);
    return await runCommand(deps.db, hub, async (_tx, context) =>
      act(context(demoContext(deps, actor, now - before * HOUR_MS))),
    );
  };
  const [supplier] = await listSuppliers(
    deps.db.read,
    { active: true },
    {
      sort: 'name',
      descending: false,
      after: null,
      limit: 1,
    },
  );
  const line = { text: '', spec: '', unitId: null, unitText: '', note: '' };
  const goods = gone.slice(1).map(() => dice.pick(products));
  const rows = await play(ASKER, 50, (ctx) =>
    askPrices(ctx, [
      ...goods.map(({ id: productId }) => ({
        ...line,
        productId,
        qtyE4: dice.pick([20, 50, 200]) * E4,
        wantedDate: addDays(today, 14),
      })),
      {
        ...line,
        productId: null,
        text: '不锈钢压力变送器',
        spec: '0–1.6 MPa，4–20 mA，法兰 DN25',
        unitText: '台',
        qtyE4: 6 * E4,
        wantedDate: addDays(today, 30),
        note: '要带检定证书',
      },
    ]),
  );
  await play(ASKER, 49, (ctx) =>
    keepInquiryFile(ctx, rows.at(-1)!.id, 'sales', {
      file: cast.files[TERMS]!,
      name: demoFiles[TERMS]!.name,
    }),
  );
  await play(BUYER, 31, (ctx) =>
    keepInquiryFile(ctx, rows[0]!.id, 'buyer', {
      file: cast.files[QUOTE]!,
      name: '厂家报价单.csv',
    }),
  );
  for (const [at, how] of gone.entries()) {
    const { id } = rows[at]!;
    if (how === 'declined') {
      await play(BUYER, 30, (ctx) => declineInquiry(ctx, id, { version: 1, reason: '厂家已停产' }));
    }
    if (how !== 'priced' && how !== 'answered') continue;
    const costE4 = Math.round(goods[at]!.yuan * E4);
    await play(BUYER, 30, (ctx) =>
      answerInquiry(ctx, id, {
        version: 1,
        supplierId: supplier!.id,
        costE4,
        costBasis: 'gross',
        leadDays: dice.pick([5, 7, 12]),
        minQtyE4: 10 * E4,
        validTo: addDays(today, 20),
        productId: null,
        note: '',
      }),
    );
    if (how !== 'priced') continue;
    const offerE4 = Math.round(costE4 * 1.3);
    const offer = { offerE4, floorE4: Math.round(costE4 * 1.15), basis: 'gross' as const };
    await play(OWNER, 5, (ctx) => priceInquiry(ctx, id, { version: 2, ...offer }));
  }
}
