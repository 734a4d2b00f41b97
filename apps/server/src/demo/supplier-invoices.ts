import { businessDate } from '@xinhang/shared/business-date.ts';
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
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const ACCOUNTANT = 'songlihua';
const DAY_MS = 86_400_000;
/** The last of what came has no invoice yet. */
const DAYS = 3;

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
