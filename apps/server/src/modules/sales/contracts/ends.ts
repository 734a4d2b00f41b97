import type { Reader } from '@xinhang/db/database.ts';
import { contractEnds, type ContractEnd } from '@xinhang/db/repositories/contract-ends.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';

/** Later than any day: of a contract that nobody has said the end of. */
const NEVER = '9999-12-31';

/** The last day on which a contract held, or will; null where it never held at all. */
function endOf(row: ContractEnd, zone: string): string | null {
  const agreed = row.end_on ?? NEVER;
  if (row.ended_at === null) return agreed;
  const said = businessDate(row.ended_at, zone);
  const last = said < agreed ? said : agreed;
  // It was called off before it began.
  return row.state === 'terminated' && last < row.start_on ? null : last;
}

/**
 * Of these customers the last day of the contract that ends last. Absent: those who never had one
 * and those who have one without an end. What waits for its approval holds meanwhile, an amendment
 * as well: nobody loses a customer because an approver is away.
 */
export async function contractEndsOf(
  db: Reader,
  customerIds: readonly number[],
  zone: string,
): Promise<Map<number, string>> {
  const ends = new Map<number, string>();
  for (const row of await contractEnds(db, customerIds)) {
    const end = endOf(row, zone);
    const known = ends.get(row.customer_id);
    if (end !== null && (known === undefined || end > known)) ends.set(row.customer_id, end);
  }
  for (const [id, end] of ends) if (end === NEVER) ends.delete(id);
  return ends;
}
