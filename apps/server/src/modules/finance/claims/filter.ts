import { company } from '@xinhang/db/repositories/company.ts';
import type { ClaimFilter } from '@xinhang/db/repositories/expense-claims.ts';
import { daySpan } from '@xinhang/shared/business-date.ts';
import type { ReadContext } from '../../../http/context.ts';

export interface Asked {
  state?: readonly string[] | undefined;
  personId?: number | undefined;
  mine?: boolean | undefined;
  q?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** What a list or a file of claims asks, in the words of the repository. */
export async function filterOf(
  ctx: ReadContext,
  { state: states, personId, mine, q: text, from, to }: Asked,
): Promise<ClaimFilter> {
  const { since, before } = daySpan(from, to, (await company(ctx.db))!.time_zone);
  return {
    states,
    personId: mine ? ctx.actor.userId : personId,
    text,
    from: since,
    before,
  };
}
