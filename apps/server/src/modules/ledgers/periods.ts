import type { Reader } from '@xinhang/db/database.ts';
import { closedTo } from '@xinhang/db/repositories/period-closings.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';

/** Closed apart: receivables and payables, finance. Stock has its own rule. */
export type ClosedArea = 'arap' | 'finance';

/** Refuses a business date behind the closing of an area (domain.md, Period). */
export async function assertPeriodOpen(
  db: Reader,
  area: ClosedArea,
  businessDate: string,
): Promise<void> {
  const closed = await closedTo(db, area);
  if (businessDate <= closed) {
    throw fieldRefused('/businessDate', 'period-closed', { closedTo: closed });
  }
}
