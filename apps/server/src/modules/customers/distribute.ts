import { splitFacts } from '@xinhang/db/repositories/customer-estate.ts';
import type { Actor } from '@xinhang/db/actor.ts';
import type { Tx } from '@xinhang/db/database.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { receiversOf, splitRows, valueGivenTwice, type SplitPlan } from '@xinhang/shared/split.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { needOwner } from './register.ts';

/** Refuses a plan one of whose receivers would be refused for every row. */
export async function checkPlan(tx: Tx, actor: Actor, plan: SplitPlan): Promise<void> {
  const twice = valueGivenTwice(plan);
  if (twice >= 0) throw fieldRefused(`/action/plan/receivers/${twice}/value`, 'named-twice');
  const known = new Set<number>();
  for (const [at, { userId }] of plan.receivers.entries()) {
    if (known.has(userId)) continue;
    known.add(userId);
    await needOwner(tx, actor, userId, `/action/plan/receivers/${at}/userId`);
  }
  if (plan.by !== 'share' && !known.has(plan.restId)) {
    await needOwner(tx, actor, plan.restId, '/action/plan/restId');
  }
}

/** Of these customers the live ones that the actor may assign, in the order of the ids. */
export async function factsOf({ db, actor }: ReadContext, ids: readonly number[]) {
  const found = await splitFacts(db, actor, ids);
  const byId = new Map(found.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { region, industry, owner_id: ownerId, chance_grade: grade } = row;
    return [{ id, ownerId, region, industry, grade: grade ?? '' }];
  });
}

/**
 * Whose each of these customers becomes: those in reach are split among themselves, so that the parts
 * are exact; what is out of reach is refused later, whoever stands there.
 */
export async function ownersBy(
  ctx: WriteContext,
  ids: readonly number[],
  plan: SplitPlan,
): Promise<number[]> {
  const facts = await factsOf(ctx, ids);
  const owners = splitRows(plan, facts);
  const of = new Map(facts.map(({ id }, at) => [id, owners[at]!]));
  const [first] = receiversOf(plan);
  return ids.map((id) => of.get(id) ?? first!);
}
