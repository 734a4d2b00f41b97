import { useNavigate } from '@tanstack/react-router';
import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { LogQueue } from './log-queue.tsx';
import { Queue } from './queue.tsx';
import { ReceivedList } from './received-list.tsx';
import type { ReviewSearch } from './review-search.ts';

const tabs = ['queue', 'logs', 'received'] as const;

/** What the own people wrote, to be reviewed; and what was said of the own records. */
export function ReviewsPage({ search }: { search: ReviewSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const leads = useMay('reviews.create');
  const readsLogs = useMay('workLogs.review');
  const reads = useMay('followUps.read');
  const show = (next: ReviewSearch) => void navigate({ to: '/reviews', search: next });
  const open = tabs.filter((one) => ({ queue: leads, logs: readsLogs, received: reads })[one]);
  const tab = search.tab && open.includes(search.tab) ? search.tab : open[0];
  const choice: ReactNode = open.length > 1 && (
    <Segmented<(typeof tabs)[number]>
      aria-label={t('review.title')}
      value={tab!}
      options={open.map((value) => ({ value, label: t(`review.tab.${value}`) }))}
      onChange={(value) => show(value === open[0] ? {} : { tab: value })}
    />
  );
  if (tab === 'logs') return <LogQueue search={search} onChange={show} choice={choice} />;
  return tab === 'queue' ? (
    <Queue search={search} onChange={show} choice={choice} />
  ) : (
    <ReceivedList search={search} onChange={show} choice={choice} />
  );
}
