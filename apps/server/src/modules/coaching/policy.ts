import { reaches, type Actor } from '@xinhang/db/actor.ts';

/** Whether this actor reviews what that person writes: one in reach, and never himself. */
export function mayReview(actor: Actor, authorId: number): boolean {
  return (
    actor.viewAsBy === null &&
    authorId !== actor.userId &&
    reaches(actor, 'reviews.create', authorId)
  );
}

interface Log {
  author_id: number;
  state: string;
}

/** A log is its author's; what he submitted is read by those whose people he is of. */
export function mayReadLog(actor: Actor, log: Log): boolean {
  if (log.author_id === actor.userId) return true;
  return log.state !== 'draft' && reaches(actor, 'workLogs.review', log.author_id);
}

export function mayReviewLog(actor: Actor, log: Log): boolean {
  return actor.viewAsBy === null && log.author_id !== actor.userId && mayReadLog(actor, log);
}
