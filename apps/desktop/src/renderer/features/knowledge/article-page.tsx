import { api } from '@xinhang/shared/contract/api.ts';
import type { Article } from '@xinhang/shared/knowledge.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Tag } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { RichTextView } from '../../ui/rich-text-view.tsx';
import { ArticleFiles } from './article-files.tsx';
import { articleFileUrl } from './file-url.ts';
import { HistoryDrawer } from './history-drawer.tsx';
import { ReadersDrawer } from './readers-drawer.tsx';
import { VoteBox } from './vote-box.tsx';

/** One article; that it was opened is kept. */
export function ArticlePage({ id }: { id: number }) {
  const found = useEndpoint(api.knowledge.getArticle, { params: { id } });
  return (
    <RecordPage found={found} tab={{ path: `/knowledge/${id}`, title: ({ title }) => title }}>
      {(article) => <ArticleView key={id} article={article} />}
    </RecordPage>
  );
}

/** Says once for each version that it was opened. */
function useOpened({ id, no, state, read }: Article) {
  const watched = useMe().viewAs !== null;
  const mark = useCommand(api.knowledge.readArticle);
  const said = useRef<number | null>(null);
  useEffect(() => {
    if (watched || no === null || state !== 'published' || said.current === no) return;
    said.current = no;
    mark.mutate({ params: { id }, body: { no } });
    // oxlint-disable-next-line react/exhaustive-deps -- once for each version that is shown
  }, [id, no, state, read, watched]);
}

function ArticleView({ article }: { article: Article }) {
  const { t } = useText();
  const dates = useDates();
  useOpened(article);
  const { id, title, no, publishedAt } = article;
  const facts = [
    article.category.name,
    article.author.name,
    no !== null &&
      publishedAt !== null &&
      t('knowledge.meta', { no, at: dates.dayOf(publishedAt) }),
    article.uses > 0 && t('knowledge.usesN', { n: article.uses }),
    !article.everybody &&
      article.depts.length > 0 &&
      t('knowledge.onlyFor', { names: article.depts.map(({ name }) => name).join('、') }),
  ].filter(Boolean);
  return (
    <div className="knowledge-article">
      <RecordHead
        title={title}
        facts={
          <>
            {article.required && <Tag color="orange">{t('knowledge.required')}</Tag>}
            {article.state === 'retired' && <Tag>{t('knowledge.retired')}</Tag>}
            {article.state === 'draft' && <Tag>{t('knowledge.neverPublished')}</Tag>}
          </>
        }
      >
        <Actions article={article} />
      </RecordHead>
      <div className="soft knowledge-facts">{facts.join(' · ')}</div>
      {article.may.edit && article.draft && (
        <Alert
          type="info"
          className="page-note"
          title={t('knowledge.draftWaits')}
          action={
            <Link to="/knowledge/$id/edit" params={{ id: String(id) }}>
              {t('knowledge.openDraft')}
            </Link>
          }
        />
      )}
      <RichTextView doc={article.body} fileUrl={articleFileUrl} />
      <ArticleFiles files={article.files} />
      {article.state === 'published' && <Acknowledge article={article} />}
      {article.state === 'published' && <VoteBox article={article} />}
    </div>
  );
}

/** Asked of everybody where the article must be read. */
function Acknowledge({ article: { id, no, required, acknowledged } }: { article: Article }) {
  const { t } = useText();
  const words = useProblemText();
  const watched = useMe().viewAs !== null;
  const mark = useCommand(api.knowledge.readArticle);
  if (!required || no === null) return null;
  if (acknowledged) {
    return <div className="soft knowledge-foot">{t('knowledge.acknowledged')}</div>;
  }
  return (
    <div className="stack knowledge-foot">
      <div className="line">
        <span>{t('knowledge.acknowledgeWhy')}</span>
        <Button
          type="primary"
          disabled={watched}
          loading={mark.isPending}
          onClick={() => mark.mutate({ params: { id }, body: { no, acknowledge: true } })}
        >
          {t('knowledge.acknowledge')}
        </Button>
      </div>
      {mark.error && <Alert type="error" showIcon role="alert" title={words(mark.error)} />}
    </div>
  );
}

function Actions({ article }: { article: Article }) {
  const { t } = useText();
  const words = useProblemText();
  const navigate = useNavigate();
  const { modal, message } = App.useApp();
  const [shown, setShown] = useState<'history' | 'readers' | null>(null);
  const retire = useCommand(api.knowledge.retireArticle);
  const { id, version, may, state } = article;
  const ask = () =>
    void modal.confirm({
      title: t('knowledge.retireAsk'),
      content: t('knowledge.retireWhat'),
      okText: t('knowledge.retire'),
      cancelText: t('common.cancel'),
      onOk: () =>
        retire
          .mutateAsync({ params: { id }, body: { version } })
          .catch((error: unknown) => void message.error(words(error))),
    });
  return (
    <>
      {may.edit && (
        <Button
          onClick={() => void navigate({ to: '/knowledge/$id/edit', params: { id: String(id) } })}
        >
          {t('knowledge.edit')}
        </Button>
      )}
      {may.edit && <Button onClick={() => setShown('history')}>{t('knowledge.history')}</Button>}
      {may.readers && state === 'published' && (
        <Button onClick={() => setShown('readers')}>{t('knowledge.readers')}</Button>
      )}
      {may.publish && state === 'published' && (
        <Button loading={retire.isPending} onClick={ask}>
          {t('knowledge.retire')}
        </Button>
      )}
      <HistoryDrawer article={article} open={shown === 'history'} onClose={() => setShown(null)} />
      <ReadersDrawer id={id} open={shown === 'readers'} onClose={() => setShown(null)} />
    </>
  );
}
