import type { Review } from '@xinhang/shared/reviews.ts';
import { Rate } from 'antd';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Acknowledge } from './acknowledge.tsx';
import type { ReviewSubject } from './review-box.tsx';

interface Props {
  of: ReviewSubject;
  review: Review;
  /** Who wrote what was reviewed. */
  author: number;
}

/** What one reviewer said of a record, and whether its author has read it. */
export function GivenReview({ of, review, author }: Props) {
  const { t } = useText();
  const dates = useDates();
  const me = useMe().user.id;
  const mine = author === me;
  // The own words stand in the box above already.
  const own = review.reviewer.id === me;
  const state =
    review.acknowledgedAt === null
      ? t(review.asks ? 'review.waitsForAnswer' : 'review.unread')
      : t('review.readAt', { at: dates.time(review.acknowledgedAt) });
  return (
    <article className="entry" aria-label={t('review.by', { name: review.reviewer.name })}>
      <div className="line" style={{ gap: '0 10px' }}>
        <strong>{t('review.by', { name: review.reviewer.name })}</strong>
        {!own && review.rating !== null && <Rate disabled value={review.rating} />}
        {/* To whom it is addressed the button says it. */}
        {(!mine || review.acknowledgedAt !== null) && (
          <span className={review.acknowledgedAt === null ? '' : 'soft'}>{state}</span>
        )}
        <span className="spring" />
        <time className="soft" dateTime={new Date(review.at).toISOString()}>
          {dates.time(review.at)}
        </time>
      </div>
      {!own && review.comment !== '' && <div className="entry-text">{review.comment}</div>}
      {mine && review.acknowledgedAt === null && <Acknowledge of={of} review={review} />}
    </article>
  );
}
