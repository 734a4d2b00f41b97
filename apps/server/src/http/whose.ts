import { peopleOf, type Actor } from '@xinhang/db/actor.ts';

/** Of nobody the id that nobody has: PostgreSQL takes no empty list. */
export const someOrNobody = (ids: readonly number[]): readonly number[] =>
  ids.length > 0 ? ids : [0];

/**
 * The people whose rows a list asks for: by name, and of them those whom the actor heads where he
 * asks for his team. Undefined where all are; scope stands beside.
 */
export function peopleAsked(
  actor: Actor,
  { ids, team }: { ids?: readonly number[] | undefined; team?: boolean | undefined },
): readonly number[] | undefined {
  const people = team ? peopleOf(actor, 'team') : undefined;
  if (!people) return ids;
  const some = ids ? ids.filter((id) => people.includes(id)) : people;
  return someOrNobody(some);
}
