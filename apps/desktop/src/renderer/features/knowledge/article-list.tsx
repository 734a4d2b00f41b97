import { LikeOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { ArticleRow } from '@xinhang/shared/knowledge.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Empty, Skeleton, Tag } from 'antd';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Unread } from '../../ui/loaded.tsx';
import type { KnowledgeSearch } from './knowledge-search.ts';

interface Props {
  search: KnowledgeSearch;
  mayWrite: boolean;
  onWrite: () => void;
}

/** Articles, newest first; each with the beginning of its text. */
export function ArticleList({ search, mayWrite, onWrite }: Props) {
  const { t } = useText();
  const view = search.view ?? 'published';
  const query = {
    view,
    ...(search.q && { q: search.q }),
    ...(search.category && { categoryId: search.category }),
  };
  const found = useInfiniteQuery({
    queryKey: [...keyOf(api.knowledge.listArticles, { query }), 'all'],
    queryFn: ({ pageParam, signal }) =>
      client.call(api.knowledge.listArticles, {
        query: { ...query, limit: 30, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = found.data?.pages.flatMap((page) => page.rows);
  return (
    <div className="knowledge-list">
      {!rows && <Unread found={found} waiting={<Skeleton active paragraph={{ rows: 8 }} />} />}
      {rows?.length === 0 && (
        <div className="page-empty">
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={t(search.q ? 'knowledge.noneFound' : `knowledge.none.${view}`)}
          >
            {mayWrite && !search.q && view !== 'required' && view !== 'retired' && (
              <Button onClick={onWrite}>{t('knowledge.new')}</Button>
            )}
          </Empty>
        </div>
      )}
      {rows?.map((row) => (
        <ArticleEntry key={row.id} row={row} draft={view === 'drafts'} />
      ))}
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

function ArticleEntry({ row, draft }: { row: ArticleRow; draft: boolean }) {
  const { t } = useText();
  const dates = useDates();
  const published = row.state === 'published';
  return (
    <article className="entry" aria-label={row.title}>
      <div className="line" style={{ gap: '0 10px' }}>
        <Link
          to={draft ? '/knowledge/$id/edit' : '/knowledge/$id'}
          params={{ id: String(row.id) }}
          className="knowledge-title"
        >
          {row.title}
        </Link>
        {row.required && published && (
          <Tag color={row.acknowledged ? 'default' : 'orange'}>
            {t(row.acknowledged ? 'knowledge.acknowledged' : 'knowledge.required')}
          </Tag>
        )}
        {published && !row.read && !row.required && <Tag>{t('knowledge.unread')}</Tag>}
        {row.submitted && <Tag color="blue">{t('knowledge.submitted')}</Tag>}
        {row.draft && !draft && !row.submitted && <Tag>{t('knowledge.draft')}</Tag>}
        {row.state === 'retired' && <Tag>{t('knowledge.retired')}</Tag>}
        <span className="spring" />
        {row.useful > 0 && (
          <span className="soft" title={t('knowledge.usefulN', { n: row.useful })}>
            <LikeOutlined /> {row.useful}
          </span>
        )}
      </div>
      {row.excerpt !== '' && <div className="entry-text knowledge-excerpt">{row.excerpt}</div>}
      <div className="soft">
        {[
          row.category.name,
          row.author.name,
          row.publishedAt === null ? t('knowledge.neverPublished') : dates.dayOf(row.publishedAt),
        ].join(' · ')}
      </div>
    </article>
  );
}
