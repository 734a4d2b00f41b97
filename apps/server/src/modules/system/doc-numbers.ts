import { takeNumber } from '@xinhang/db/repositories/doc-sequences.ts';
import type { WriteContext } from '../../http/context.ts';

const DIGITS = 4;

/**
 * The number of a document that is being confirmed: `DB-202611-0001`. It counts per legal person,
 * kind (by its prefix) and month of the business date, inside the confirming transaction: there is
 * no gap, whatever fails.
 */
export async function takeDocumentNo(
  ctx: Pick<WriteContext, 'tx'>,
  { entityId, prefix, businessDate }: { entityId: number; prefix: string; businessDate: string },
): Promise<string> {
  const period = businessDate.slice(0, 7).replace('-', '');
  const number = await takeNumber(ctx.tx, { entityId, type: prefix, period });
  return `${prefix}-${period}-${String(number).padStart(DIGITS, '0')}`;
}
