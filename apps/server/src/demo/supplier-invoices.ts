import { allCashCategories } from '@xinhang/db/repositories/cash-categories.ts';
import { chargesOf } from '@xinhang/db/repositories/supplier-invoice-charges.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { certifyInvoice, confirmInvoice } from '../modules/finance/supplier-invoices/confirm.ts';
import {
  uninvoicedBySupplier,
  uninvoicedOfSupplier,
} from '../modules/finance/supplier-invoices/describe.ts';
import { createInvoice } from '../modules/finance/supplier-invoices/drafts.ts';
import { makeRed } from '../modules/finance/supplier-invoices/red.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const ACCOUNTANT = 'songlihua';
const DAY_MS = 86_400_000;
/** The last of what came has no invoice yet. */
const DAYS = 3;

/** Rent of a supplier who delivers as well, and a red invoice of a part of it. */
async function addRent(ctx: WriteContext, supplierId: number): Promise<void> {
  const day = businessDate(ctx.now, DEMO_ZONE);
  const rent = (await allCashCategories(ctx.tx)).find((one) => one.name === '房租水电')!;
  const draft = await createInvoice(ctx, {
    supplierId,
    kind: 'digitalSpecial',
    code: '',
    number: '26312000000090117',
    businessDate: day,
    dueDate: addDays(day, 15),
    note: '',
    charges: [{ categoryId: rent.id, name: '仓库场地费', netFen: 600_000, taxFen: 54_000 }],
  });
  const { id, version } = await confirmInvoice(ctx, draft.id, draft.version);
  const [line] = await chargesOf(ctx.tx, id);
  await makeRed(ctx, id, {
    version,
    code: '',
    number: '26312000000090118',
    businessDate: day,
    note: '场地少用三天',
    lines: [{ lineId: line!.id, netFen: 60_000, taxFen: 5400 }],
  });
}

/** Invoices of what suppliers delivered: most as it was estimated, one a little dearer. */
export async function makeSupplierInvoices(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 67);
  const as = async <T>(work: (ctx: WriteContext) => Promise<T>): Promise<T> => {
    const actor = await actorFor(deps.db.read, cast, ACCOUNTANT);
    const at = demoContext(deps, actor, now - DAYS * DAY_MS);
    return await runCommand(deps.db, hub, async (_tx, context) => await work(context(at)));
  };
  const { rows } = await as(async (ctx) => await uninvoicedBySupplier(ctx, undefined));
  if (rows[0]) await as(async (ctx) => await addRent(ctx, rows[0]!.supplier.id));
  for (const [at, { supplier }] of rows.entries()) {
    if (at > 0 && !dice.chance(0.7)) continue;
    await as(async (ctx) => {
      const day = businessDate(ctx.now, DEMO_ZONE);
      const { rows: came } = await uninvoicedOfSupplier(ctx, supplier.id);
      const lines = came.filter((line) => line.receivedOn <= day);
      if (lines.length === 0) return;
      const draft = await createInvoice(ctx, {
        supplierId: supplier.id,
        kind: 'digitalSpecial',
        code: '',
        number: `26312000000${String(20_518 + at * 37).padStart(9, '0')}`,
        businessDate: day,
        note: at === 0 ? '涨价 1%，已与采购确认' : '',
        lines: lines.map((line) => ({
          receiptLineId: line.receiptLineId,
          qtyE4: line.openE4,
          ...(at === 0 && { netFen: Math.round(line.netFen * 1.01) }),
        })),
      });
      if (!dice.chance(0.8)) return;
      const { id, version, deductible } = await confirmInvoice(ctx, draft.id, draft.version);
      if (deductible === 1 && dice.chance(0.6)) {
        await certifyInvoice(ctx, id, { version, month: day.slice(0, 7) });
      }
    });
  }
}
