import type { Reader } from '@xinhang/db/database.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import type { FollowUpFilter } from '@xinhang/db/repositories/follow-ups.ts';
import { daySpan } from '@xinhang/shared/business-date.ts';

interface Asked {
  customerId?: number | undefined;
  dealId?: number | undefined;
  authorId?: readonly number[] | undefined;
  type?: readonly string[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** What a list of follow-ups is narrowed to, its business dates as instants. */
export async function toFilter(db: Reader, asked: Asked): Promise<FollowUpFilter> {
  const { customerId, dealId, authorId, type, from, to } = asked;
  const dated = from !== undefined || to !== undefined;
  const zone = dated ? (await company(db))!.time_zone : '';
  return {
    customerId,
    dealId,
    authorIds: authorId,
    types: type,
    ...daySpan(from, to, zone),
  };
}
