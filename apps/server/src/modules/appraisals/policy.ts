import { reaches, type Actor } from '@xinhang/db/actor.ts';

/** Whether this actor scores that person: one in reach, and never himself. */
export function mayScore(actor: Actor, personId: number): boolean {
  return (
    actor.viewAsBy === null &&
    personId !== actor.userId &&
    reaches(actor, 'appraisals.score', personId)
  );
}

/** Whether what is said of that person may be read: one's own, and of people in reach. */
export const mayReadOf = (actor: Actor, personId: number): boolean =>
  personId === actor.userId || reaches(actor, 'appraisals.score', personId);
