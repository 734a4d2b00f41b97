import type { Reviewed } from '@xinhang/shared/reviews.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Thread } from '../../form/thread.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordColumns } from '../../ui/record-page.tsx';
import { CustomerSide } from './customer-side.tsx';
import { GivenReview } from './given-review.tsx';
import { ReviewBox } from './review-box.tsx';
import { UsedArticles } from '../../ui/used-articles.tsx';

interface Props {
  record: Reviewed;
  /** Right of who wrote it and when. */
  head?: ReactNode;
}

/** A follow-up with what was said of it; beside it its customer. */
export function RecordView({ record, head }: Props) {
  const { followUp, reviews, mayReview } = record;
  return (
    <RecordColumns
      main={
        <>
          <Talk record={record} head={head} />
          {mayReview && <ReviewBox of="followUp" id={followUp.id} reviews={reviews} />}
          {reviews.map((review) => (
            <GivenReview
              key={review.id}
              of="followUp"
              review={review}
              author={followUp.author.id}
            />
          ))}
          <Thread kind="followUp" id={followUp.id} />
        </>
      }
      side={<CustomerSide followUp={followUp} />}
    />
  );
}

function Talk({ record: { followUp }, head }: Props) {
  const { t } = useText();
  const dates = useDates();
  const { customer, contact, deal } = followUp;
  const facts = [
    followUp.result && t('common.labelled', { label: t('followUp.result'), text: followUp.result }),
    followUp.nextOn && t('timeline.next', { date: dates.day(followUp.nextOn) }),
  ].filter(Boolean);
  return (
    <section className="section review-talk" aria-label={t('followUp.title')}>
      <div className="line">
        <strong>{followUp.author.name}</strong>
        <span>{t(wordKey('followType', followUp.type, 'followType.other'))}</span>
        <time className="soft" dateTime={new Date(followUp.at).toISOString()}>
          {dates.time(followUp.at)}
        </time>
        <span className="spring" />
        {head}
      </div>
      <div className="line review-of">
        <Link to="/customers/$id" params={{ id: String(customer.id) }}>
          {customer.name}
        </Link>
        {contact && <span>{contact.name}</span>}
        {deal && (
          <Link to="/deals/$id" params={{ id: String(deal.id) }}>
            {deal.name}
          </Link>
        )}
      </div>
      <div className="review-text">{followUp.content}</div>
      <UsedArticles articles={followUp.articles} />
      {facts.length > 0 && <div className="soft">{facts.join(' · ')}</div>}
    </section>
  );
}
