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

/** Whether this actor decides on that person's employment: one in reach, and never himself. */
export function mayDecide(actor: Actor, personId: number): boolean {
  return (
    actor.viewAsBy === null && personId !== actor.userId && reaches(actor, 'staff.decide', personId)
  );
}

/** Whether he reads what is proposed of that person: whoever decides, and never the person. */
export const mayReadCase = (actor: Actor, personId: number): boolean =>
  personId !== actor.userId && reaches(actor, 'staff.decide', personId);
