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
