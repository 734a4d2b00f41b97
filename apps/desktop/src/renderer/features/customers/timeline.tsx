import { api } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import type { TimelineItem } from '@xinhang/shared/customers.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { useMay } from '../../app/session.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { UsedArticles } from '../../ui/used-articles.tsx';
import { useNow } from '../../ui/use-now.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { EditFollowUp } from './edit-follow-up.tsx';
import { useOwnerChange } from './owner-change.ts';
import { timelineKey } from './use-customer-page.ts';
import { useCustomerWords } from './words.ts';

/** What every browser can draw, and no script can hide in. */
const shownAsPicture = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const MINUTE_MS = 60_000;
const PAGE_SIZE = 30;
const kinds = ['all', 'followUps', 'events'] as const;
type Kind = (typeof kinds)[number];

/** Everything that happened with a customer, newest first. */
export function Timeline({ customerId }: { customerId: number }) {
  const { t } = useText();
  const input = { params: { id: customerId } };
  const list = useInfiniteQuery({
    queryKey: timelineKey(customerId),
    queryFn: ({ pageParam, signal }) =>
      client.call(api.customers.timeline, {
        ...input,
        query: { limit: PAGE_SIZE, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const [kind, setKind] = useState<Kind>('all');
  const [editing, setEditing] = useState<TimelineItem | null>(null);
  const now = useNow(MINUTE_MS);
  const items = (list.data?.pages.flatMap((page) => page.rows) ?? []).filter(
    (item) => kind === 'all' || (item.kind === 'followUp') === (kind === 'followUps'),
  );

  return (
    <section className="section" aria-label={t('customer.timeline')}>
      <div className="section-head" style={{ paddingTop: 18 }}>
        <h2>{t('customer.timeline')}</h2>
        <span className="spring" />
        <Segmented<Kind>
          size="small"
          aria-label={t('customer.timeline')}
          value={kind}
          options={kinds.map((value) => ({ value, label: t(`timeline.${value}`) }))}
          onChange={setKind}
        />
      </div>
      {list.error && <LoadError error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      {list.isSuccess && items.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('customer.noTimeline')} />
      )}
      {items.map((item) => {
        const until = item.editableUntil ?? 0;
        return (
          <Entry
            key={`${item.kind}-${item.id}-${item.at}`}
            item={item}
            {...(until > now && {
              onEdit: () => setEditing(item),
              // The clock of the page ticks once a minute and may lag: never more than there is.
              minutesLeft: Math.max(1, Math.floor((until - now) / MINUTE_MS)),
            })}
          />
        );
      })}
      {list.hasNextPage && (
        <Button
          style={{ marginTop: 12 }}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('customer.more')}
        </Button>
      )}
      <EditFollowUp item={editing} onClose={() => setEditing(null)} />
    </section>
  );
}

interface EntryProps {
  item: TimelineItem;
  onEdit?: () => void;
  /** Minutes during which it can still be corrected. */
  minutesLeft?: number;
}

function Entry({ item, onEdit, minutesLeft = 0 }: EntryProps) {
  const { t } = useText();
  const dates = useDates();
  const { stageName } = useCustomerWords();
  const ownerChange = useOwnerChange();
  const mayNotePrices = useMay('marketPrices.create');
  const text = (name: string) => {
    const value = item.data[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const fromTo = (word: (code: string) => string, nobody: string) =>
    [text('from'), text('to')].map((code) => (code === '' ? nobody : word(code))).join(' → ');

  const followUp = item.kind === 'followUp';
  // Before its first owner it lay nowhere, in the pool neither.
  const imported = item.kind === 'owner' && item.data['first'] === true;
  const what = followUp
    ? t(wordKey('followType', text('type'), 'followType.other'))
    : imported
      ? t('timeline.imported')
      : item.kind === 'owner'
        ? t(wordKey('timeline', text('reason'), 'timeline.owner'))
        : item.kind === 'archived'
          ? t(item.data['archived'] === false ? 'timeline.archivedOff' : 'timeline.archivedOn')
          : item.kind === 'merged'
            ? t(item.data['undone'] === true ? 'timeline.unmerged' : 'timeline.merged')
            : item.kind === 'collection' && item.data['withdrawn'] === true
              ? t('timeline.collectionBack')
              : t(wordKey('timeline', item.kind, 'timeline.created'));
  const detail = {
    followUp: () => text('result'),
    stage: () =>
      fromTo(stageName, t('common.none')) +
      (item.data['undo'] === true ? ` · ${t('common.undo')}` : ''),
    owner: () =>
      imported
        ? t('timeline.importedFor', { name: text('to') || t('customer.pool') })
        : ownerChange(item.data),
    file: () => text('name'),
    contact: () => text('name'),
    created: () => '',
    archived: () => '',
    merged: () => text('name'),
    collection: () => {
      const { promisedOn: on, promisedFen } = item.data;
      if (typeof on !== 'string') return text('result');
      const amount = typeof promisedFen === 'number' ? `¥${formatFen(fen(promisedFen))}` : '';
      return t('timeline.promised', { result: text('result'), on: dates.day(on), amount }).trim();
    },
  }[item.kind]();
  const nextOn = followUp ? text('nextOn') : '';

  return (
    <article className="entry">
      <div className="line" style={{ gap: '0 10px' }}>
        <span>
          {followUp ? <strong>{what}</strong> : what}
          {followUp && text('contact') !== '' && ` · ${text('contact')}`}
          {followUp && text('deal') !== '' && (
            <>
              {' · '}
              <Link to="/deals/$id" params={{ id: text('dealId') }}>
                {text('deal')}
              </Link>
            </>
          )}
        </span>
        <span className="soft">{item.by?.name}</span>
        <span className="spring" />
        {followUp && mayNotePrices && (
          <Link className="soft" to="/market-prices" search={{ new: true, followUpId: item.id }}>
            {t('market.note')}
          </Link>
        )}
        {onEdit && (
          <Button type="link" size="small" onClick={onEdit}>
            {t('timeline.editLeft', { n: minutesLeft })}
          </Button>
        )}
        <time className="soft" dateTime={new Date(item.at).toISOString()}>
          {dates.time(item.at)}
        </time>
      </div>
      {item.text !== '' && <div className="entry-text">{item.text}</div>}
      <EntryFiles files={item.files} />
      <UsedArticles articles={item.articles} />
      {(detail !== '' || nextOn !== '') && (
        <div className="entry-text soft">
          {[
            followUp && detail !== ''
              ? t('common.labelled', { label: t('followUp.result'), text: detail })
              : detail,
            nextOn &&
              t('timeline.next', { date: dates.overdue(nextOn) ? nextOn : dates.day(nextOn) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
      )}
    </article>
  );
}

/** Files of a follow-up; pictures show themselves. */
function EntryFiles({ files }: { files: TimelineItem['files'] }) {
  if (files.length === 0) return null;
  return (
    <div className="line entry-files">
      {files.map(({ id, name, mime }) => {
        const url = urlOf(api.files.download, { params: { id } });
        return (
          <a key={id} href={url} download={name} title={name}>
            {shownAsPicture.has(mime) ? <img src={url} alt={name} loading="lazy" /> : name}
          </a>
        );
      })}
    </div>
  );
}
