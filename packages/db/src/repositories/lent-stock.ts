import type { Reader } from '../database.ts';

/** What of goods in a place customers borrowed and still have, line by line of the loans. */
export async function lentStock(
  db: Reader,
  {
    entityId,
    locationId,
    productIds,
  }: { entityId: number; locationId: number; productIds: readonly number[] },
): Promise<
  { productId: number; batch: string; outE4: number; serials: Set<string>; no: string }[]
> {
  if (productIds.length === 0) return [];
  const lines = await db
    .selectFrom('loan')
    .innerJoin('loan_line', 'loan_line.loan_id', 'loan.id')
    .select(['loan_line.id', 'loan_line.product_id', 'loan_line.batch', 'loan_line.serials'])
    .select(['loan_line.qty_e4', 'loan_line.returned_e4', 'loan_line.sold_e4', 'loan.no'])
    .where('loan.state', '=', 'out')
    .where('loan.entity_id', '=', entityId)
    .where('loan.location_id', '=', locationId)
    .where('loan_line.product_id', 'in', productIds)
    .orderBy('loan_line.id')
    .execute();
  const ids = lines.map((line) => line.id);
  const back =
    ids.length === 0
      ? []
      : await db
          .selectFrom('loan_return_line')
          .innerJoin('loan_return', 'loan_return.id', 'loan_return_line.return_id')
          .select(['loan_return_line.loan_line_id', 'loan_return_line.serials'])
          .where('loan_return_line.loan_line_id', 'in', ids)
          .where('loan_return.reversed_at', 'is', null)
          .execute();
  const read = (serials: string) => JSON.parse(serials) as string[];
  return lines.map((line) => {
    const here = back.filter((one) => one.loan_line_id === line.id);
    const gone = new Set(here.flatMap((one) => read(one.serials)));
    return {
      productId: line.product_id,
      batch: line.batch,
      outE4: line.qty_e4! - line.returned_e4 - line.sold_e4,
      serials: new Set(read(line.serials).filter((serial) => !gone.has(serial))),
      no: line.no!,
    };
  });
}
