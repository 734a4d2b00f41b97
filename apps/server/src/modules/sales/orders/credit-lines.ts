import type { OrderCheck } from '@xinhang/shared/sales-orders.ts';
import type { SubjectLook } from '../../../registry/approvals.ts';

/**
 * The credit that is decided about, as it is now. Once it is decided it would count what was let
 * pass, and tell of another decision than the one that was taken: then nothing is said of it.
 */
export function creditLines(
  credit: OrderCheck['credit'],
  { waits }: { waits: boolean },
): NonNullable<SubjectLook['lines']> {
  if (!credit || !waits) return [];
  const { limitFen, temporary, exposureFen, addFen, overdueFen } = credit;
  const line = (name: string, fen: number) => ({ name, text: null, fen });
  const overFen = limitFen === null ? 0 : exposureFen + addFen - limitFen;
  return [
    ...(limitFen === null ? [] : [line('creditLimit', limitFen)]),
    ...(temporary === null ? [] : [line('creditStanding', temporary.standingFen)]),
    line('creditExposure', exposureFen),
    ...(overFen > 0 ? [line('creditOver', overFen)] : []),
    ...(overdueFen > 0 ? [line('creditOverdue', overdueFen)] : []),
  ];
}
