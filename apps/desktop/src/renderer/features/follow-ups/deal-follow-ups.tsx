import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { FollowUpBox } from '../../form/follow-up-box.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Unread } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { UsedArticles } from '../../ui/used-articles.tsx';

interface Props {
  dealId: number;
  customer: NameRef | null;
  /** Whether the customer is the reader's to open. */
  customerOpen: boolean;
}

const PAGE_SIZE = 20;

/** Talks about a deal, and the box to log the next one; nothing for whoever reads no follow-ups. */
export function DealFollowUps(props: Props) {
  return useMay('followUps.read') ? <Block {...props} /> : null;
}

function Block({ dealId, customer, customerOpen }: Props) {
  const { t } = useText();
  const dates = useDates();
  const query = { dealId, limit: PAGE_SIZE };
  const found = useInfiniteQuery({
    queryKey: [...keyOf(api.activities.list, { query }), 'ofDeal'],
    queryFn: ({ pageParam, signal }) =>
      client.call(api.activities.list, {
        query: { ...query, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = found.data?.pages.flatMap((page) => page.rows);
  return (
    <Section title={t('menu.followUps')}>
      {customer && customerOpen && <Box customerId={customer.id} dealId={dealId} />}
      {!customer && <div className="soft">{t('followUp.needsCustomer')}</div>}
      {!rows && <Unread found={found} />}
      {customer && rows?.length === 0 && <div className="soft">{t('followUp.noneOfDeal')}</div>}
      {rows?.map((row) => (
        <article className="entry" key={row.id}>
          <div className="line" style={{ gap: '0 10px' }}>
            <strong>{t(wordKey('followType', row.type, 'followType.other'))}</strong>
            {row.contact && <span>{row.contact.name}</span>}
            <span className="soft">{row.author.name}</span>
            <span className="spring" />
            <Link to="/reviews/$id" params={{ id: String(row.id) }}>
              {t('review.title')}
            </Link>
            <time className="soft" dateTime={new Date(row.at).toISOString()}>
              {dates.time(row.at)}
            </time>
          </div>
          <div className="entry-text">{row.content}</div>
          <UsedArticles articles={row.articles} />
          {(row.result !== '' || row.nextOn) && (
            <div className="entry-text soft">
              {[row.result, row.nextOn && t('timeline.next', { date: dates.day(row.nextOn) })]
                .filter(Boolean)
                .join(' · ')}
            </div>
          )}
        </article>
      ))}
      {found.hasNextPage && (
        <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('customer.more')}
        </Button>
      )}
    </Section>
  );
}

/** Open as the customer lets the person log. */
function Box({ customerId, dealId }: { customerId: number; dealId: number }) {
  const customer = useEndpoint(api.customers.get, { params: { id: customerId } });
  const { can, archived } = customer.data ?? {};
  if (!can) return null;
  return (
    <FollowUpBox
      customerId={customerId}
      dealId={dealId}
      takesShortcut
      disabled={!can.followUp || archived === true}
    />
  );
}
