import {
  claimById,
  claimInReach,
  linesOfClaims,
  nameClaimApproval,
  updateClaim,
  type NamedClaim,
} from '@xinhang/db/repositories/expense-claims.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { ApprovalTarget, ApprovalTargets } from '../../../registry/approvals.ts';
import { callOff, startApproval, takeDocumentNo } from '../../system/service.ts';
import { needOwn, record, toldNow } from './access.ts';

export const EXPENSE = 'expense';
/** Of the numbers: the initials of 报销. */
const PREFIX = 'BX';
type Doors = { readonly approvals: ApprovalTargets };

/** Hands a claim in: it gets its number, and waits where a flow of its kind is in use. */
export async function submitClaim(
  http: Doors,
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedClaim> {
  const { tx } = ctx;
  const row = await needOwn(ctx, { id, version }, ['draft']);
  if (row.amount_fen === 0) throw fieldRefused('/lines', 'required');
  const before = await toldNow(ctx, row);
  const { entity_id: entityId } = row;
  const businessDate = await todayOf(ctx);
  const no = row.no ?? (await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate }));
  const handedIn = { no, state: 'approving', submitted_at: ctx.now, reason: '', approval_id: null };
  if (!(await updateClaim(tx, row, handedIn))) throw stale(row);
  const waiting = (await record(ctx, 'expenseClaims.submit', row, before))!;
  const approval = await startApproval(http, ctx, {
    kind: EXPENSE,
    subjectId: id,
    subjectVersion: waiting.version,
    facts: { amountFen: waiting.amount_fen },
    changeSet: null,
  });
  // Without a flow nobody need be asked.
  if (!approval) return await approve(ctx, id);
  await nameClaimApproval(tx, id, approval.id);
  return (await claimById(tx, id))!;
}

/** Takes an own claim back that nobody decided on yet. */
export async function withdrawClaim(
  http: Doors,
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedClaim> {
  const row = await needOwn(ctx, { id, version }, ['approving']);
  await callOff(http, ctx, row.approval_id!, '');
  return (await claimById(ctx.tx, id))!;
}

async function approve(ctx: WriteContext, id: number): Promise<NamedClaim> {
  const row = await claimById(ctx.tx, id);
  if (row?.state !== 'approving') throw problem('subject-changed');
  const before = await toldNow(ctx, row);
  if (!(await updateClaim(ctx.tx, row, { state: 'approved' }))) throw stale(row);
  return (await record(ctx, 'expenseClaims.approve', row, before))!;
}

/** Whoever may read the approval reads what is asked for; customers are named to nobody this way. */
export const expenseTarget: ApprovalTarget = {
  kind: EXPENSE,
  fields: [{ name: 'amountFen', type: 'money' }],
  async look(ctx, ids) {
    const looks = new Map();
    for (const id of ids) {
      const row = await claimById(ctx.db, id);
      if (!row) continue;
      const lines = await linesOfClaims(ctx.db, ctx.actor, [id]);
      const inReach = await claimInReach(ctx.db, ctx.actor, id);
      looks.set(id, {
        title: [row.person_name, row.title || row.no].filter(Boolean).join(' · '),
        amountFen: row.amount_fen,
        lines: [
          { name: 'amountFen', text: null, fen: row.amount_fen },
          ...lines.map((line) => ({
            name: 'expenseLine',
            text: [line.spent_on, line.category_name, formatFen(fen(line.amount_fen)), line.note]
              .filter(Boolean)
              .join(' '),
            fen: null,
          })),
        ],
        route: inReach ? `/expenses/${id}` : null,
      });
    }
    return looks;
  },
  async version(ctx, id) {
    const row = await claimById(ctx.db, id);
    return row?.state === 'approving' ? row.version : null;
  },
  async apply(ctx, { subjectId }) {
    await approve(ctx, subjectId);
  },
  async discard(ctx, { subjectId, reason }) {
    const row = await claimById(ctx.tx, subjectId);
    if (row?.state !== 'approving') return;
    const before = await toldNow(ctx, row);
    await updateClaim(ctx.tx, row, { state: 'draft', reason });
    await record(ctx, 'expenseClaims.refuse', row, before);
  },
};
