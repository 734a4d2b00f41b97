import { company } from '@xinhang/db/repositories/company.ts';
import { markedLines } from '@xinhang/db/repositories/no-fapiao.ts';
import { localMinute } from '@xinhang/shared/business-date.ts';
import type { ReadContext } from '../../../http/context.ts';
import type { SheetValue } from '../../../sheets/write-sheet.ts';
import { namesOf } from './lines.ts';

export const notNeededKeys = [
  'customer',
  'order',
  'deliveryNo',
  'deliveredOn',
  'productCode',
  'product',
  'spec',
  'unit',
  'qty',
  'net',
  'tax',
  'gross',
  'noFapiaoReason',
  'markedBy',
  'markedAt',
] as const;

/** Delivered lines that want no fapiao as rows of a file, the last that were marked first. */
export async function notNeededRows(
  ctx: ReadContext,
  { q: text, customerId }: { q?: string | undefined; customerId?: number | undefined },
  limit: number,
): Promise<SheetValue[][]> {
  const zone = (await company(ctx.db))!.time_zone;
  const found = await markedLines(ctx.db, ctx.actor, { text, customerId }, { limit });
  return found.map((line) => {
    const { code, name, spec, unit } = namesOf(line);
    const [netFen, taxFen] = [line.no_fapiao_net_fen, line.no_fapiao_tax_fen];
    return [
      line.customer_name,
      line.order_no ?? '',
      line.delivery_no ?? '',
      line.business_date,
      code,
      name,
      spec,
      unit,
      line.no_fapiao_e4 / 10_000,
      netFen / 100,
      taxFen / 100,
      (netFen + taxFen) / 100,
      line.reason,
      line.marker_name,
      localMinute(line.made_at, zone),
    ];
  });
}
