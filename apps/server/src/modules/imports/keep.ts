import {
  batchById,
  putImportRows,
  updateBatch,
  type ImportRowRecord,
} from '@xinhang/db/repositories/imports.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import type { Decision } from './judge.ts';
import { tellImport } from './service.ts';
import type { Written } from './write.ts';

/** A row that was judged, and what was written for it. */
export interface Judged {
  decision: Decision;
  written: Written | null;
}

/** When those who see the import were told last how far it is, UTC ms. */
export interface Told {
  at: number;
}

const SHOWN_NAME = 60;
const NEWS_EVERY_MS = 2000;

/** Puts the verdicts of rows down that follow each other in the file. */
export async function keep(
  ctx: WriteContext,
  batchId: number,
  judged: readonly Judged[],
): Promise<void> {
  const rows = judged.map(({ decision, written }): ImportRowRecord => ({
    batch_id: batchId,
    row: decision.draft.row,
    customer_key: decision.customerKey,
    fingerprint: decision.fingerprint,
    label: (decision.draft.name || (decision.known?.name ?? '')).slice(0, SHOWN_NAME),
    verdict: decision.verdict,
    code: decision.reason.code,
    params: JSON.stringify(withMore(decision)),
    customer_id: written?.customer.id ?? decision.known?.customerId ?? null,
    made: decision.first && written ? 1 : 0,
    contact_id: written?.contactId ?? null,
    follow_up_id: written?.followUpId ?? null,
  }));
  await putImportRows(ctx.tx, rows);
}

/** `also` holds further reasons, see `reasonText`. */
function withMore({ reason, also }: Decision) {
  return also.length > 0 ? { ...reason.params, also } : reason.params;
}

/** Counts the verdicts of a step, and says now and then how far it is. */
export async function recount(
  ctx: WriteContext,
  batchId: number,
  judged: readonly Judged[],
  told: Told,
): Promise<void> {
  const current = await batchById(ctx.tx, batchId);
  if (!current) throw problem('not-found');
  const counts = JSON.parse(current.counts) as Record<string, number>;
  for (const { decision } of judged) {
    counts[decision.verdict] = (counts[decision.verdict] ?? 0) + 1;
  }
  const after = await updateBatch(ctx.tx, batchId, { counts: JSON.stringify(counts) });
  if (ctx.now - told.at < NEWS_EVERY_MS) return;
  ctx.onCommit(() => (told.at = ctx.now));
  await tellImport(ctx, after);
}

/** One piece of news per step: clients load their lists again, not each of 50,000 rows. */
export async function tell(ctx: WriteContext, judged: readonly Judged[]): Promise<void> {
  const written = judged.flatMap(({ written: one }) => one ?? []);
  const last = written.at(-1)?.customer;
  if (!last) return;
  const owners = written.flatMap(({ customer }) => customer.owner_id ?? []);
  await ctx.emit({
    entity: 'customer',
    id: last.id,
    version: last.version,
    customerId: last.id,
    audience: [...new Set(owners)],
  });
}
