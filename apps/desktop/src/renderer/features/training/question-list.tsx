import { PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { questionKinds } from '@xinhang/shared/exam-rules.ts';
import { questionStates, type Question } from '@xinhang/shared/questions.ts';
import { App, Button, Empty, Input, Select, Table, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useRows } from '../../app/use-rows.ts';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { useDebounced } from '../../ui/use-debounced.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { CategoryDialog } from './category-dialog.tsx';
import { QuestionDrawer } from './question-drawer.tsx';
import { QuestionImport } from './question-import.tsx';

interface Filter {
  q: string;
  categoryId?: number | undefined;
  kind?: Question['kind'] | undefined;
  state?: Question['state'] | undefined;
}

/** The question bank. */
export function QuestionList({ choice }: { choice: ReactNode }) {
  const { t } = useText();
  const [filter, setFilter] = useState<Filter>({ q: '' });
  const [shown, setShown] = useState<'import' | 'categories' | null>(null);
  const [editing, setEditing] = useState<Question | 'new' | null>(null);
  useShortcut({ key: 'n', alt: true }, () => setEditing('new'));
  const q = useDebounced(filter.q.trim(), 200);
  const { categoryId, kind, state } = filter;
  const query = {
    ...(q !== '' && { q }),
    ...(categoryId && { categoryId }),
    ...(kind && { kind }),
    ...(state && { state }),
  };
  const { found, rows } = useRows<Question>(api.questions.listQuestions, query, (page, signal) =>
    client.call(api.questions.listQuestions, { query: { ...query, ...page }, signal }),
  );
  return (
    <div className="page page-scroll">
      <div className="page-bar">{choice}</div>
      <div className="page-bar">
        <Filters filter={filter} onChange={setFilter} />
        <span className="spring" />
        <Button onClick={() => setShown('categories')}>{t('question.categories')}</Button>
        <Button onClick={() => setShown('import')}>{t('question.import')}</Button>
        <Button
          type="primary"
          icon={<PlusOutlined />}
          aria-keyshortcuts="Alt+N"
          onClick={() => setEditing('new')}
        >
          {t('question.new')}
        </Button>
      </div>
      {rows ? <QuestionTable rows={rows} onEdit={setEditing} /> : <Unread found={found} />}
      {found.hasNextPage && (
        <div className="page-bar">
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('customer.more')}
          </Button>
        </div>
      )}
      <QuestionDrawer
        question={editing === 'new' ? null : editing}
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
      <QuestionImport open={shown === 'import'} onClose={() => setShown(null)} />
      <CategoryDialog open={shown === 'categories'} onClose={() => setShown(null)} />
    </div>
  );
}

function Filters({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const { t } = useText();
  const categories = useEndpoint(api.questions.listCategories, {});
  return (
    <>
      <Input.Search
        allowClear
        style={{ width: 240 }}
        maxLength={100}
        aria-label={t('question.search')}
        placeholder={t('question.search')}
        value={filter.q}
        onChange={(event) => onChange({ ...filter, q: event.target.value })}
      />
      <Select<number>
        allowClear
        style={{ width: 160 }}
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('question.category')}
        placeholder={t('question.category')}
        value={filter.categoryId as number}
        options={(categories.data?.rows ?? []).map((row) => ({ value: row.id, label: row.name }))}
        onChange={(categoryId?: number) => onChange({ ...filter, categoryId })}
      />
      <Select<Question['kind']>
        allowClear
        style={{ width: 110 }}
        aria-label={t('question.kind')}
        placeholder={t('question.kind')}
        value={filter.kind as Question['kind']}
        options={questionKinds.map((value) => ({ value, label: t(`question.kind.${value}`) }))}
        onChange={(kind?: Question['kind']) => onChange({ ...filter, kind })}
      />
      <Select<Question['state']>
        allowClear
        style={{ width: 110 }}
        aria-label={t('question.state')}
        placeholder={t('question.state')}
        value={filter.state as Question['state']}
        options={questionStates.map((value) => ({ value, label: t(`question.state.${value}`) }))}
        onChange={(state?: Question['state']) => onChange({ ...filter, state })}
      />
    </>
  );
}

interface TableProps {
  rows: readonly Question[];
  onEdit: (question: Question) => void;
}

function QuestionTable({ rows, onEdit }: TableProps) {
  const { t } = useText();
  return (
    <Table<Question>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={[...rows]}
      locale={{
        emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('question.none')} />,
      }}
      columns={[
        {
          title: t('question.text'),
          render: (_v, row) => (
            <button type="button" className="plain-button grid-link" onClick={() => onEdit(row)}>
              {row.text}
            </button>
          ),
        },
        {
          title: t('question.kind'),
          width: 100,
          render: (_v, row) => t(`question.kind.${row.kind}`),
        },
        { title: t('question.category'), width: 140, render: (_v, row) => row.category.name },
        {
          title: t('question.difficulty'),
          width: 80,
          render: (_v, row) => t(`question.difficulty.${row.difficulty as 1 | 2 | 3}`),
        },
        {
          title: t('question.points'),
          align: 'end',
          width: 70,
          render: (_v, row) => row.points,
        },
        {
          title: t('question.state'),
          width: 170,
          render: (_v, row) => (
            <span className="line">
              <Tag color={row.state === 'published' ? 'green' : 'default'}>
                {t(`question.state.${row.state}`)}
              </Tag>
              {row.no > 0 && <span className="soft">{t('question.version', { n: row.no })}</span>}
            </span>
          ),
        },
        { title: '', width: 90, render: (_v, row) => <Turn question={row} /> },
      ]}
    />
  );
}

/** Publishes a question, or retires it. */
function Turn({ question }: { question: Question }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const update = useCommand(api.questions.updateQuestion);
  const state = question.state === 'published' ? 'retired' : 'published';
  const label = t(state === 'retired' ? 'question.retire' : 'question.publish');
  const { id, version } = question;
  return (
    <Button
      size="small"
      type="link"
      loading={update.isPending}
      aria-label={`${label} ${question.text}`}
      onClick={() =>
        update.mutate(
          { params: { id }, body: { version, state } },
          { onError: (error) => void message.error(words(error)) },
        )
      }
    >
      {label}
    </Button>
  );
}
