import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import {
  batchById,
  countVerdicts,
  markCustomersUndone,
  markRowUndone,
  rowsToTakeBack,
  updateBatch,
  workedOn,
  type ImportRowRecord,
} from '@xinhang/db/repositories/imports.ts';
import {
  deleteImportedContact,
  deleteImportedCustomers,
  deleteImportedFollowUp,
} from '@xinhang/db/repositories/take-back.ts';
import { z } from 'zod';
import { POOL, type WriteContext } from '../../http/context.ts';
import type { JobKind } from '../../jobs/kind.ts';
import { withoutFollowUp } from '../activities/service.ts';
import {
  childAudience,
  customerById,
  customerHeads,
  refreshDerived,
} from '../customers/service.ts';
import { tellImport } from './service.ts';

const input = z.object({ batchId: z.int().positive() });
type Input = z.output<typeof input>;

/** Taken back with one look at the database, and of one step. */
const BLOCK = 8;
const MOST = 10 * BLOCK;
const undone = { verdict: 'undone', code: 'undone' };
const kept = { verdict: 'kept', code: 'worked-on-since' };

/** Takes an import back: what it made goes, unless somebody worked on it since. */
export const undoJob: JobKind<Input, { row: number }> = {
  kind: 'imports.undo',
  input,
  needs: () => 'customers.import',
  route: ({ batchId }) => `/imports/${batchId}`,
  resumable: true,
  notice: 'import-undone',
  async run(job) {
    const { batchId } = job.input;
    let after = job.point?.row ?? 0;
    for (let more = true; more;) {
      let reached = after;
      await job.step(async (ctx, slice) => {
        let done = 0;
        reached = after;
        do {
          const page = { after: reached, limit: BLOCK };
          const rows = await rowsToTakeBack(ctx.tx, batchId, page);
          await takeBack(ctx, batchId, rows);
          done += rows.length;
          reached = rows.at(-1)?.row ?? reached;
          more = rows.length === BLOCK;
        } while (more && done < MOST && !slice.over());
        return { done, point: { row: reached } };
      });
      after = reached;
    }
    await job.step(async (ctx) => {
      const counts = await countVerdicts(ctx.tx, batchId);
      const changes = { state: 'undone', counts: JSON.stringify(counts) };
      await tellImport(ctx, await updateBatch(ctx.tx, batchId, changes));
      const file = (await batchById(ctx.tx, batchId))?.file_name;
      await ctx.audit({
        action: 'imports.undo',
        entity: 'import',
        entityId: batchId,
        after: { file, counts },
      });
      return {};
    });
  },
};

async function takeBack(
  ctx: WriteContext,
  batchId: number,
  rows: readonly ImportRowRecord[],
): Promise<void> {
  const { tx } = ctx;
  const made = rows.flatMap((row) => (row.made === 1 ? (row.customer_id ?? []) : []));
  const touched = await workedOn(tx, batchId, made);
  const free = made.filter((id) => !touched.has(id));
  const heads = await customerHeads(tx, free);
  const moves: Move[] = [
    { from: 'create', to: 'undone', rows: await markCustomersUndone(tx, batchId, free, undone) },
    {
      from: 'create',
      to: 'kept',
      rows: await markCustomersUndone(tx, batchId, [...touched], kept),
    },
  ];
  await deleteImportedCustomers(tx, ctx.deps.db.search, free);
  for (const row of rows) {
    if (row.made === 1) continue;
    const { verdict, customer } = await takeAddition(ctx, batchId, row);
    moves.push({ from: row.verdict, to: verdict, rows: 1 });
    if (customer) await tell(ctx, customer, await audienceOf(ctx, customer));
  }
  await recount(ctx, batchId, moves);
  const [first] = free;
  if (first === undefined) return;
  const owners = [...new Set(heads.flatMap((head) => head.ownerId ?? []))];
  await tell(ctx, { id: first, version: 1 }, owners);
}

/** Who sees a customer that stays. */
async function audienceOf({ tx }: WriteContext, customer: CustomerRecord): Promise<number[]> {
  return customer.owner_id === null ? [POOL] : await childAudience(tx, customer);
}

/** `audience`: people who saw the row before, beside those who see it now. */
async function tell(
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
  audience: number[],
): Promise<void> {
  await ctx.emit({ entity: 'customer', id, version, customerId: id, audience });
}

interface Move {
  from: string;
  to: string;
  rows: number;
}

/** An undo that is stopped halfway says what it did so far. */
async function recount(ctx: WriteContext, batchId: number, moves: readonly Move[]): Promise<void> {
  const batch = await batchById(ctx.tx, batchId);
  const counts = JSON.parse(batch?.counts ?? '{}') as Record<string, number>;
  for (const { from, to, rows } of moves) {
    counts[from] = (counts[from] ?? 0) - rows;
    counts[to] = (counts[to] ?? 0) + rows;
  }
  await updateBatch(ctx.tx, batchId, { counts: JSON.stringify(counts) });
}

/** Takes back what a row added to a customer that was there before; answers the verdict. */
async function takeAddition(
  ctx: WriteContext,
  batchId: number,
  row: ImportRowRecord,
): Promise<{ verdict: string; customer: CustomerRecord | undefined }> {
  const { tx } = ctx;
  const talk =
    row.follow_up_id === null ? null : await deleteImportedFollowUp(tx, row.follow_up_id);
  const person = row.contact_id === null || (await deleteImportedContact(tx, row.contact_id));
  const result = talk !== undefined && person ? undone : kept;
  await markRowUndone(tx, batchId, row.row, result);
  let customer = row.customer_id === null ? undefined : await customerById(tx, row.customer_id);
  if (customer && talk) customer = await withoutFollowUp(ctx, customer, talk);
  if (customer) customer = await refreshDerived(tx, ctx.deps.db.search, customer);
  return { verdict: result.verdict, customer };
}
