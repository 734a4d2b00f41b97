import type { Reader } from '@xinhang/db/database.ts';
import { stageChanges, standing } from '@xinhang/db/repositories/customer-timeline.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import type { StageSpan } from '@xinhang/shared/customers.ts';

const MOST = 50;

/**
 * The stages that a customer went through, the present one first (S28). Where all its changes are
 * known, the first stage began with the registration.
 */
export async function stagesOf(db: Reader, customer: CustomerRecord): Promise<StageSpan[]> {
  const found = await stageChanges(db, customer.id, MOST);
  const changes = standing(found.toReversed()).toReversed();
  const spans = changes.map(({ to, at }, index) => ({
    stage: to,
    since: at,
    until: changes[index - 1]?.at ?? null,
  }));
  if (found.length === MOST) return spans;
  const first = changes.at(-1);
  const stage = first?.from ?? customer.stage;
  return [...spans, { stage, since: customer.created_at, until: first?.at ?? null }];
}
