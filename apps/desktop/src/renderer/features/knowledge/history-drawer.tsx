import { api } from '@xinhang/shared/contract/api.ts';
import type { Article } from '@xinhang/shared/knowledge.ts';
import type { ArticleVersion } from '@xinhang/shared/knowledge-writing.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Drawer, Empty, Select, Switch } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { RichTextView } from '../../ui/rich-text-view.tsx';
import { ArticleFiles } from './article-files.tsx';
import { articleFileUrl } from './file-url.ts';
import { VersionChanges } from './version-changes.tsx';

interface Props {
  article: Article;
  open: boolean;
  onClose: () => void;
}

/** Two versions side by side; any of them can be written on from. */
export function HistoryDrawer({ article, open, onClose }: Props) {
  const { t } = useText();
  return (
    <Drawer
      open={open}
      size="86vw"
      title={t('knowledge.history')}
      onClose={onClose}
      destroyOnHidden
    >
      <History article={article} />
    </Drawer>
  );
}

function History({ article }: { article: Article }) {
  const { t } = useText();
  const found = useEndpoint(api.knowledge.listVersions, { params: { id: article.id } });
  const [left, setLeft] = useState<number | null>(null);
  const [right, setRight] = useState<number | null>(null);
  const [marked, setMarked] = useState(false);
  return (
    <Loaded found={found}>
      {({ rows }) => {
        const newest = rows[0]?.no;
        if (newest === undefined) {
          return (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('knowledge.noVersions')} />
          );
        }
        const before = rows[1]?.no ?? newest;
        const [one, other] = [left ?? before, right ?? newest];
        return (
          <div className="stack">
            {rows.length > 1 && (
              <label className="line">
                <Switch size="small" checked={marked} onChange={setMarked} />
                {t('knowledge.compare')}
              </label>
            )}
            <div className="knowledge-versions">
              <Version article={article} rows={rows} no={one} bare={marked} onChoose={setLeft} />
              {rows.length > 1 && (
                <Version
                  article={article}
                  rows={rows}
                  no={other}
                  bare={marked}
                  onChoose={setRight}
                />
              )}
            </div>
            {marked && <VersionChanges articleId={article.id} one={one} other={other} />}
          </div>
        );
      }}
    </Loaded>
  );
}

interface VersionProps {
  article: Article;
  rows: readonly ArticleVersion[];
  no: number;
  /** The text itself is shown beside the other one. */
  bare: boolean;
  onChoose: (no: number) => void;
}

function Version({ article, rows, no, bare, onChoose }: VersionProps) {
  const { t } = useText();
  const dates = useDates();
  const words = useRefusalText();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const params = { id: article.id, no };
  const found = useEndpoint(api.knowledge.getVersion, { params });
  const restore = useCommand(api.knowledge.restoreVersion);
  const again = () =>
    restore.mutate(
      { params, body: { version: article.version } },
      {
        onSuccess: () => {
          void message.success(t('knowledge.restored'));
          void navigate({ to: '/knowledge/$id/edit', params: { id: String(article.id) } });
        },
        onError: (error) => void message.error(words(error)),
      },
    );
  return (
    <section aria-label={t('knowledge.versionNo', { no })}>
      <div className="line">
        <Select<number>
          aria-label={t('knowledge.compareWith')}
          style={{ width: 120 }}
          value={no}
          options={rows.map((row) => ({
            value: row.no,
            label: t('knowledge.versionNo', { no: row.no }),
          }))}
          onChange={onChoose}
        />
        <span className="spring" />
        <Button size="small" loading={restore.isPending} onClick={again}>
          {t('knowledge.restore')}
        </Button>
      </div>
      <Loaded found={found}>
        {(version) => (
          <>
            <div className="soft knowledge-facts">
              {[
                t('knowledge.versionBy', {
                  name: version.by.name,
                  at: dates.time(version.at),
                }),
                version.category,
                version.note,
              ]
                .filter(Boolean)
                .join(' · ')}
            </div>
            {!bare && (
              <>
                <h3>{version.title}</h3>
                <RichTextView doc={version.body} fileUrl={articleFileUrl} />
                <ArticleFiles files={version.files} />
              </>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
