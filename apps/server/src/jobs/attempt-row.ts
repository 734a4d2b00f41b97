import type { Problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../http/context.ts';
import type { ResultRow } from './kind.ts';

/**
 * Does one row of a bulk action and says what became of it: refused where it threw a problem,
 * unchanged where it answered null, else changed, with what takes it back.
 */
export async function attemptRow(
  ctx: WriteContext,
  id: number,
  work: () => Promise<object | null | void>,
): Promise<ResultRow> {
  const row = { ref: String(id), label: '' };
  const done = await ctx.attempt(work);
  if (!done.ok) return { ...row, outcome: 'refused', ...reasonOf(done.problem) };
  if (done.value === null) return { ...row, outcome: 'unchanged' };
  return { ...row, outcome: 'changed', ...(done.value && { params: { undo: done.value } }) };
}

/** A refused field is named by its rule. */
function reasonOf({ code, details }: Problem): Pick<ResultRow, 'code' | 'params'> {
  const [field] = details.errors ?? [];
  return { code, params: { ...details.params, ...(field && { rule: field.code }) } };
}
