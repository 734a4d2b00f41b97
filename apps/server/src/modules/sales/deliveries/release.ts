import {
  deliveryById,
  nameDeliveryApproval,
  updateDelivery,
  type NamedDelivery,
} from '@xinhang/db/repositories/deliveries.ts';
import type { DeliveryCheck } from '@xinhang/shared/deliveries.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { stale } from '../../../http/conflict.ts';
import { todayOf } from '../../../http/today.ts';
import type { ApprovalTargets } from '../../../registry/approvals.ts';
import { callOff, startApproval, wouldDecide } from '../../system/service.ts';
import { needIn, record, told } from './access.ts';
import { checkDelivery, shownStop } from './check.ts';

/** What of the server asking needs. */
export interface Doors {
  readonly approvals: ApprovalTargets;
}

export const DELIVERY_RELEASE = 'deliveryRelease';

/** Nobody let it go, or asks for that. */
export const unreleased = {
  released_by: null,
  released_at: null,
  release_reason: '',
  release_until: null,
  asked_by: null,
  ask_reason: '',
  approval_id: null,
} as const;

type Released = Pick<NamedDelivery, 'released_by' | 'release_until'>;

/** Whether somebody let it go, and that still holds on this day. */
export const isReleased = ({ released_by: by, release_until: until }: Released, today: string) =>
  by !== null && (until === null || until >= today);

/** While its release is decided it stays as it was when it was asked for. */
export function assertDecided(row: Pick<NamedDelivery, 'asked_by'>): void {
  if (row.asked_by !== null) throw problem('state-refused');
}

/** Lets a draft go although it is stopped; whoever may change the credit of the customer says so. */
export async function releaseDelivery(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedDelivery> {
  const row = await needIn(ctx, { id, version }, ['draft'], 'customers.credit');
  assertDecided(row);
  const before = await told(ctx, row);
  const done = await updateDelivery(ctx.tx, row, {
    ...unreleased,
    released_by: ctx.actor.userId,
    released_at: ctx.now,
    release_reason: reason,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'deliveries.release', row, before))!;
}

/** What the flows of releases ask. */
const factsOf = (
  { gross_fen: amountFen }: Pick<NamedDelivery, 'gross_fen'>,
  check: DeliveryCheck,
) => {
  const { limitFen, exposureFen, overdueDays } = check.credit!;
  const overCreditFen = limitFen === null ? 0 : Math.max(0, exposureFen - limitFen);
  return { amountFen, overCreditFen, overdueDays };
};

/** What stands against a delivery as its reader is shown it, with who would decide. */
export async function stopOf(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  row: Pick<NamedDelivery, 'gross_fen'>,
  check: DeliveryCheck,
): Promise<DeliveryCheck> {
  const shown = shownStop(ctx.actor, check);
  if (check.reasons.length === 0) return shown;
  const question = { kind: DELIVERY_RELEASE, facts: factsOf(row, check) };
  return { ...shown, deciders: await wouldDecide(ctx, question) };
}

/**
 * Asks for the release of a draft that is stopped, up to a day if one is said. Against what nothing
 * stands nobody is asked for.
 */
export async function askRelease(
  http: Doors,
  ctx: WriteContext,
  id: number,
  { version, reason, until }: { version: number; reason: string; until: string | null },
): Promise<NamedDelivery> {
  const { tx, actor } = ctx;
  const row = await needIn(ctx, { id, version }, ['draft']);
  assertDecided(row);
  const today = await todayOf(ctx);
  if (until !== null && until < today) throw fieldRefused('/until', 'before-today');
  const check = await checkDelivery(ctx, row);
  if (check.reasons.length === 0 || isReleased(row, today)) throw problem('state-refused');
  const before = await told(ctx, row);
  const asked = { asked_by: actor.userId, ask_reason: reason, release_until: until };
  if (!(await updateDelivery(tx, row, { ...unreleased, ...asked }))) throw stale(row);
  const waiting = (await record(ctx, 'deliveries.askRelease', row, before))!;
  const approval = await startApproval(http, ctx, {
    kind: DELIVERY_RELEASE,
    subjectId: id,
    subjectVersion: waiting.version,
    facts: factsOf(row, check),
    changeSet: { reasons: check.reasons },
  });
  if (!approval) throw fieldRefused('/reason', 'no-flow');
  if (approval.state === 'pending') await nameDeliveryApproval(tx, id, approval.id);
  return (await deliveryById(tx, id))!;
}

/** Asks no more: the draft can be changed again. */
export async function withdrawRelease(
  http: Doors,
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedDelivery> {
  const row = await needIn(ctx, { id, version }, ['draft']);
  if (row.approval_id === null) throw problem('state-refused');
  await callOff(http, ctx, row.approval_id, '');
  return (await deliveryById(ctx.tx, id))!;
}
