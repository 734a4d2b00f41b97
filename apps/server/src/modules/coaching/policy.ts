import { reaches, type Actor } from '@xinhang/db/actor.ts';

/** Whether this actor reviews what that person writes: one in reach, and never himself. */
export function mayReview(actor: Actor, authorId: number): boolean {
  return (
    actor.viewAsBy === null &&
    authorId !== actor.userId &&
    reaches(actor, 'reviews.create', authorId)
  );
}
