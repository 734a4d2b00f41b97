import { useNavigate } from '@tanstack/react-router';
import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Queue } from './queue.tsx';
import { ReceivedList } from './received-list.tsx';
import type { ReviewSearch } from './review-search.ts';

const tabs = ['queue', 'received'] as const;

/** What the own people wrote, to be reviewed; and what was said of the own records. */
export function ReviewsPage({ search }: { search: ReviewSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const leads = useMay('reviews.create');
  const show = (next: ReviewSearch) => void navigate({ to: '/reviews', search: next });
  const tab = leads ? (search.tab ?? 'queue') : 'received';
  const choice: ReactNode = leads && (
    <Segmented<(typeof tabs)[number]>
      aria-label={t('review.title')}
      value={tab}
      options={tabs.map((value) => ({ value, label: t(`review.tab.${value}`) }))}
      onChange={(value) => show(value === 'queue' ? {} : { tab: value })}
    />
  );
  return tab === 'queue' ? (
    <Queue search={search} onChange={show} choice={choice} />
  ) : (
    <ReceivedList search={search} onChange={show} choice={choice} />
  );
}
