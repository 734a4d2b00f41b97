import { api } from '@xinhang/shared/contract/api.ts';
import type { TimelineItem } from '@xinhang/shared/customers.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Skeleton, Typography } from 'antd';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { useCustomerWords } from './words.ts';

const PAGE_SIZE = 30;

export function Timeline({ customerId }: { customerId: number }) {
  const { t } = useText();
  const input = { params: { id: customerId } };
  const list = useInfiniteQuery({
    queryKey: [...keyOf(api.customers.timeline, input), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      client.call(api.customers.timeline, {
        ...input,
        query: { limit: PAGE_SIZE, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.rows) ?? [];

  return (
    <section aria-label={t('customer.timeline')}>
      <Typography.Title level={5}>{t('customer.timeline')}</Typography.Title>
      {list.error && <LoadError error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Skeleton active />}
      {list.isSuccess && items.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('customer.noTimeline')} />
      )}
      {items.map((item) => (
        <Entry key={`${item.kind}-${item.id}-${item.at}`} item={item} />
      ))}
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('customer.more')}
        </Button>
      )}
    </section>
  );
}

function Entry({ item }: { item: TimelineItem }) {
  const { t } = useText();
  const dates = useDates();
  const { stageName } = useCustomerWords();
  const text = (name: string) => {
    const value = item.data[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const fromTo = (word: (code: string) => string) =>
    [text('from'), text('to')].map((code) => (code === '' ? t('common.none') : word(code)));

  const what =
    item.kind === 'followUp'
      ? t(wordKey('followType', text('type'), 'followType.other'))
      : t(`timeline.${item.kind}`);
  const detail = {
    followUp: () => text('result'),
    stage: () => fromTo(stageName).join(' → '),
    owner: () => fromTo((name) => name).join(' → '),
    file: () => text('name'),
    contact: () => text('name'),
    created: () => '',
    archived: () => '',
  }[item.kind]();

  return (
    <article style={{ padding: '8px 0' }}>
      <Typography.Text type="secondary">
        {[dates.time(item.at), item.by?.name, what].filter(Boolean).join(' · ')}
      </Typography.Text>
      {item.text !== '' && <div style={{ whiteSpace: 'pre-wrap' }}>{item.text}</div>}
      {detail !== '' && <div>{detail}</div>}
    </article>
  );
}
