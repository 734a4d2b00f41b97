import { PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDebounced } from '../../ui/use-debounced.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { ArticleList } from './article-list.tsx';
import { CategoryList } from './category-list.tsx';
import { articleViews, type KnowledgeSearch } from './knowledge-search.ts';

const WAIT_MS = 200;

/** What the company knows: categories at the left, articles at the right. */
export function KnowledgePage({ search }: { search: KnowledgeSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const show = (next: KnowledgeSearch, replace = false) =>
    void navigate({ to: '/knowledge', search: next, replace });
  const mayWrite = useMay('knowledge.write');
  const mayPublish = useMay('knowledge.publish');
  const categories = useEndpoint(api.knowledge.listCategories, {});
  const write = () => void navigate({ to: '/knowledge/new' });
  useShortcut({ key: 'n', alt: true }, mayWrite ? write : null);
  const view = search.view ?? 'published';
  const views = articleViews.filter(
    (one) => mayWrite || mayPublish || one === 'published' || one === 'required',
  );
  return (
    <div className="page knowledge">
      <div className="page-bar">
        <Segmented<(typeof articleViews)[number]>
          aria-label={t('knowledge.view')}
          value={view}
          options={views.map((value) => ({ value, label: t(`knowledge.view.${value}`) }))}
          onChange={(value) => show({ ...search, view: value === 'published' ? undefined : value })}
        />
        <SearchField search={search} onChange={(q) => show({ ...search, q }, true)} />
        <span className="spring" />
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} aria-keyshortcuts="Alt+N" onClick={write}>
            {t('knowledge.new')}
          </Button>
        )}
      </div>
      <div className="knowledge-columns">
        <CategoryList
          found={categories}
          chosen={search.category}
          mayEdit={mayPublish}
          onChoose={(category) => show({ ...search, category })}
        />
        <ArticleList search={search} mayWrite={mayWrite} onWrite={write} />
      </div>
    </div>
  );
}

/** Types ahead of the address, which follows when one pauses. */
function SearchField({
  search,
  onChange,
}: {
  search: KnowledgeSearch;
  onChange: (q: string | undefined) => void;
}) {
  const { t } = useText();
  const [text, setText] = useState(search.q ?? '');
  const settled = useDebounced(text.trim(), WAIT_MS);
  const [told, setTold] = useState(settled);
  if (settled !== told) {
    setTold(settled);
    queueMicrotask(() => onChange(settled === '' ? undefined : settled));
  }
  return (
    <Input.Search
      allowClear
      style={{ width: 280 }}
      maxLength={100}
      placeholder={t('knowledge.search')}
      aria-label={t('common.search')}
      aria-keyshortcuts="/"
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
