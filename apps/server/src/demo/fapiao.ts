import { businessDate } from '@xinhang/shared/business-date.ts';
import { unredLines } from '@xinhang/db/repositories/fapiao-returns.ts';
import type { InvoiceableLine } from '@xinhang/shared/fapiao.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { registerFapiao } from '../modules/finance/invoices/drafts.ts';
import { issueFapiao, redFapiao } from '../modules/finance/invoices/issue.ts';
import { markNoFapiao } from '../modules/finance/invoices/no-fapiao.ts';
import { redOfReturns } from '../modules/finance/invoices/red-returns.ts';
import { invoicingOf, uninvoicedOf } from '../modules/finance/invoices/uninvoiced.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const ACCOUNTANT = 'songlihua';
const DAY_MS = 86_400_000;
/** The accountant invoices so many days ago what went until then; the last time most of it waits. */
const rounds = [
  { days: 64, chance: 0.9, most: 24 },
  { days: 33, chance: 0.9, most: 24 },
  { days: 4, chance: 0.4, most: 12 },
] as const;

/** Fapiao of what went, some registered and not issued, one taken back, one ahead of its goods; sales that want none. */
export async function makeFapiao(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 61);
  let count = 0;
  /** Of a digital fapiao: year, province, channel, and a number. */
  const nextNumber = () => `26322000000${String((count += 1) + 41_730).padStart(9, '0')}`;
  const as = async <T>(days: number, work: (ctx: WriteContext) => Promise<T>): Promise<T> => {
    const actor = await actorFor(deps.db.read, cast, ACCOUNTANT);
    const at = demoContext(deps, actor, now - days * DAY_MS);
    return await runCommand(deps.db, hub, async (_tx, context) => await work(context(at)));
  };
  const issued: { id: number; version: number }[] = [];
  for (const { days, chance, most } of rounds) {
    const customers = await as(days, async (ctx) => (await uninvoicedOf(ctx, undefined)).rows);
    for (const { customer } of customers.slice(0, most)) {
      if (!dice.chance(chance)) continue;
      const done = await as(days, async (ctx) => {
        const day = businessDate(ctx.now, DEMO_ZONE);
        const { delivered } = await invoicingOf(ctx, customer.id);
        const gone = delivered.filter((line) => line.businessDate <= day);
        if (gone.length === 0) return null;
        const row = await register(ctx, customer.id, gone, { number: nextNumber(), day });
        // Some wait until somebody wrote them.
        if (days < 10 && dice.chance(0.4)) return null;
        return await issueFapiao(ctx, row.id, row.version);
      });
      if (done) issued.push(done);
    }
  }
  const [wrong] = issued;
  if (wrong) {
    await as(20, async (ctx) => {
      const date = businessDate(ctx.now, DEMO_ZONE);
      const reason = '购方税号开错，红冲重开';
      const { id, version } = wrong;
      await redFapiao(ctx, id, {
        version,
        code: '',
        number: nextNumber(),
        businessDate: date,
        reason,
      });
    });
  }
  await as(3, async (ctx) => {
    // The smallest of them are shops that never want one.
    const { rows } = await uninvoicedOf(ctx, undefined);
    for (const { customer } of rows.filter((row) => row.uninvoicedFen > 0).slice(-2)) {
      const day = businessDate(ctx.now, DEMO_ZONE);
      const { delivered } = await invoicingOf(ctx, customer.id);
      const deliveryLineIds = delivered.flatMap((line) =>
        line.businessDate <= day && line.deliveryLineId !== null ? [line.deliveryLineId] : [],
      );
      if (deliveryLineIds.length === 0) continue;
      const reason = '门店零售，客户不要发票';
      await markNoFapiao(ctx, { customerId: customer.id, reason, deliveryLineIds });
    }
  });
  await as(0, async (ctx) => {
    const [line] = await unredLines(ctx.tx, ctx.actor, {});
    if (!line) return;
    await redOfReturns(ctx, {
      customerId: line.customer_id,
      kind: 'digitalSpecial',
      code: '',
      number: nextNumber(),
      redOfNo: '25322000000000018806',
      businessDate: businessDate(ctx.now, DEMO_ZONE),
      reason: line.reason,
      returnLineIds: [line.id],
    });
  });
  await as(2, async (ctx) => {
    const { rows } = await uninvoicedOf(ctx, undefined);
    for (const { customer } of rows) {
      const { ordered } = await invoicingOf(ctx, customer.id);
      if (ordered.length === 0) continue;
      const day = businessDate(ctx.now, DEMO_ZONE);
      const row = await register(ctx, customer.id, ordered.slice(0, 1), {
        number: nextNumber(),
        day,
      });
      await issueFapiao(ctx, row.id, row.version);
      return;
    }
  });
}

const register = async (
  ctx: WriteContext,
  customerId: number,
  lines: readonly InvoiceableLine[],
  { number, day }: { number: string; day: string },
) =>
  await registerFapiao(ctx, {
    customerId,
    kind: 'digitalSpecial',
    code: '',
    number,
    businessDate: day,
    note: '',
    lines: lines.map(({ orderLineId, deliveryLineId, openE4 }) => ({
      orderLineId,
      deliveryLineId,
      qtyE4: openE4,
    })),
  });
