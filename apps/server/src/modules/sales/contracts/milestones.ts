import { reaches } from '@xinhang/db/actor.ts';
import type { DueMilestone } from '@xinhang/db/repositories/contract-milestones.ts';
import type { MilestoneRow } from '@xinhang/shared/contracts.ts';
import type { ReadContext } from '../../../http/context.ts';
import { toMilestone } from './describe.ts';

/** A milestone in a list over contracts. */
export function toMilestoneRow(
  { actor }: Pick<ReadContext, 'actor'>,
  row: DueMilestone,
  today: string,
): MilestoneRow {
  const { note: _, ...one } = toMilestone(row, today);
  return {
    ...one,
    contract: { id: row.contract_id, no: row.no ?? '', title: row.title },
    customer: { id: row.customer_id, name: row.customer_name },
    owner: { id: row.owner_id, name: row.owner_name },
    mayMark: actor.viewAsBy === null && reaches(actor, 'contracts.update', row.customer_owner_id),
  };
}
