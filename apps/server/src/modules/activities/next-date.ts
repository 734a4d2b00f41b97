import { NO_DATE } from '@xinhang/db/no-date.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';

/** The business date of the moment, in the company's zone. */
export async function todayOf(ctx: Pick<WriteContext, 'tx' | 'now'>): Promise<string> {
  return businessDate(ctx.now, (await company(ctx.tx))!.time_zone);
}

/** Whoever says when to talk again means today or later; what was agreed long ago is imported. */
export function refusePastDate(nextOn: string | null | undefined, today: string): void {
  if (nextOn && nextOn < today) throw fieldRefused('/nextOn', 'before-today', { today });
}

/**
 * When a customer is spoken to next after a talk of that day which names no date: what is planned
 * ahead stays, what was due by then is done and stands on no desk any more.
 */
export function stillAhead(planned: string, day: string): string {
  return planned > day ? planned : NO_DATE;
}
