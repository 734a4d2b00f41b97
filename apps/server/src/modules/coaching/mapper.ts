import type { Review } from '@xinhang/shared/reviews.ts';

interface Row {
  id: number;
  version: number;
  reviewer_id: number;
  reviewer_name: string;
  rating: number | null;
  comment: string;
  asks: number;
  at: number;
  acknowledged_at: number | null;
}

export function toReview(row: Row): Review {
  return {
    id: row.id,
    version: row.version,
    reviewer: { id: row.reviewer_id, name: row.reviewer_name },
    rating: row.rating,
    comment: row.comment,
    asks: row.asks === 1,
    at: row.at,
    acknowledgedAt: row.acknowledged_at,
  };
}
