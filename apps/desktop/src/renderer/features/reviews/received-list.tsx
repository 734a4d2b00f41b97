import { api } from '@xinhang/shared/contract/api.ts';
import { Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Checkbox, Empty, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Unread } from '../../ui/loaded.tsx';
import { GivenReview } from './given-review.tsx';
import type { ReviewSearch } from './review-search.ts';

interface Props {
  search: ReviewSearch;
  onChange: (search: ReviewSearch) => void;
  choice: ReactNode;
}

/** What was said of the own records, newest first; first of all what is not acknowledged. */
export function ReceivedList({ search, onChange, choice }: Props) {
  const { t } = useText();
  const dates = useDates();
  const me = useMe().user.id;
  const open = search.all !== true;
  const query = open ? { open: true } : {};
  const found = useInfiniteQuery({
    queryKey: [...keyOf(api.reviews.received, { query }), 'all'],
    queryFn: ({ pageParam, signal }) =>
      client.call(api.reviews.received, {
        query: { ...query, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = found.data?.pages.flatMap((page) => page.rows);
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        {choice}
        <Checkbox
          checked={open}
          onChange={(event) =>
            onChange({ ...search, all: event.target.checked ? undefined : true })
          }
        >
          {t('review.unreadOnly')}
        </Checkbox>
      </div>
      {!rows && <Unread found={found} waiting={<Skeleton active paragraph={{ rows: 8 }} />} />}
      {rows?.length === 0 && (
        <div className="page-empty">
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={t(open ? 'review.noneOpen' : 'review.noneReceived')}
          />
        </div>
      )}
      <div className="review-received">
        {rows?.map(({ review, followUp }) => (
          <section
            key={review.id}
            className="section"
            aria-label={followUp?.customer.name ?? t('review.lost')}
          >
            {followUp === null ? (
              <div className="soft">{t('review.lost')}</div>
            ) : (
              <>
                <div className="line">
                  <Link to="/reviews/$id" params={{ id: String(followUp.id) }}>
                    {followUp.customer.name}
                  </Link>
                  <span className="soft">{dates.time(followUp.at)}</span>
                </div>
                <div className="entry-text soft review-clip">{followUp.content}</div>
              </>
            )}
            <GivenReview of="followUp" review={review} author={me} />
          </section>
        ))}
      </div>
      {found.hasNextPage && (
        <div>
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('customer.more')}
          </Button>
        </div>
      )}
    </div>
  );
}
