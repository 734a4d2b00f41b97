import { PaperClipOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { ArticleDraft } from '@xinhang/shared/knowledge-writing.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Checkbox, Input, Radio, Select, Skeleton } from 'antd';
import { lazy, Suspense, useRef, useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { DeptSelect } from '../../form/dept-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { saveKeys } from '../../ui/keys.ts';
import { depthsOf } from './category-depths.ts';
import { EditorActions } from './editor-actions.tsx';
import { sendArticleFile } from './file-url.ts';
import { useArticleDraft, type ArticleValues } from './use-article-draft.ts';
import { onlyWords } from '../../ui/only-words.ts';

const RichEditor = lazy(async () => ({
  default: (await import('./rich-editor.tsx')).RichEditor,
}));

const bodyOf = ({
  title,
  categoryId,
  body,
  files,
  everybody,
  deptIds,
  required,
}: ArticleValues) => ({
  title: title.trim(),
  categoryId: categoryId!,
  body,
  everybody,
  required,
  fileIds: files.map(({ id }) => id),
  deptIds: everybody ? [] : [...deptIds],
});

/** Writes an article: a new one, or the draft of one. */
export function ArticleEditor({
  draft,
  onSaved,
}: {
  draft: ArticleDraft | null;
  onSaved?: (version: number) => void;
}) {
  const { t } = useText();
  const dates = useDates();
  const words = useProblemText();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const publishes = useMay('knowledge.publish');
  const { values, changed, latest, change, saved: kept, forget } = useArticleDraft(draft);
  const create = useCommand(api.knowledge.createArticle, { form: true });
  const save = useCommand(api.knowledge.saveDraft);
  const ready =
    values.title.trim() !== '' &&
    values.categoryId !== null &&
    (values.everybody || values.deptIds.length > 0);
  const error = create.error ?? save.error;

  /** Answers the version that holds what is typed; null where it was refused. */
  const keep = async (version = latest().version): Promise<ArticleDraft | null> => {
    if (!ready) return null;
    const body = bodyOf(latest());
    try {
      if (draft && !changed) return draft;
      const saved = draft
        ? await save.mutateAsync({ params: { id: draft.articleId }, body: { version, ...body } })
        : await create.mutateAsync({ body });
      onSaved?.(saved.version);
      kept(saved.version);
      return saved;
    } catch {
      return null;
    }
  };
  const saveOnly = async (version?: number) => {
    const saved = await keep(version);
    if (!saved) return;
    void message.success(t('knowledge.saved'));
    const params = { id: String(saved.articleId) };
    if (!draft) void navigate({ to: '/knowledge/$id/edit', params, replace: true });
  };
  const discardMine = () => {
    forget();
    location.reload();
  };
  return (
    <div className="knowledge-editor" {...saveKeys(() => void saveOnly())}>
      <div className="page-bar">
        {draft && (
          <span className="soft">
            {changed
              ? t('knowledge.unsaved')
              : draft.pending &&
                t('knowledge.draftBy', {
                  name: draft.changedBy.name,
                  at: dates.time(draft.changedAt),
                })}
          </span>
        )}
        <span className="spring" />
        <Button
          disabled={!ready || (draft !== null && !changed)}
          loading={create.isPending || save.isPending}
          aria-keyshortcuts="Control+Enter"
          title="Ctrl+Enter"
          onClick={() => void saveOnly()}
        >
          {t('knowledge.save')}
        </Button>
        <EditorActions
          draft={draft}
          publishes={publishes}
          ready={ready && (changed || draft === null || draft.pending)}
          onKeep={() => keep()}
          onForget={forget}
        />
      </div>
      {draft && changed && values.version !== draft.version ? (
        <Alert
          type="warning"
          showIcon
          role="alert"
          className="page-note"
          title={t('knowledge.otherSaved', { name: draft.changedBy.name })}
          action={
            <div className="line">
              <Button size="small" onClick={() => void saveOnly(draft.version)}>
                {t('knowledge.keepMine')}
              </Button>
              <Button size="small" onClick={discardMine}>
                {t('knowledge.takeTheirs')}
              </Button>
            </div>
          }
        />
      ) : (
        error && (
          <Alert type="error" showIcon role="alert" className="page-note" title={words(error)} />
        )
      )}
      <div className="knowledge-fields">
        <div className="stack">
          <Input
            size="large"
            autoFocus={!draft}
            maxLength={120}
            aria-label={t('knowledge.title')}
            placeholder={t('knowledge.title')}
            value={values.title}
            onChange={(event) => change({ title: event.target.value })}
          />
          <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} />}>
            <RichEditor
              value={values.body}
              label={t('knowledge.body')}
              placeholder={t('knowledge.bodyPlaceholder')}
              onChange={(body) => change({ body })}
            />
          </Suspense>
        </div>
        <SideFields values={values} onChange={change} />
      </div>
    </div>
  );
}

interface SideProps {
  values: ArticleValues;
  onChange: (part: Partial<ArticleValues>) => void;
}

/** Category, readers and files. */
function SideFields({ values, onChange }: SideProps) {
  const { t } = useText();
  const categories = useEndpoint(api.knowledge.listCategories, {});
  const rows = categories.data?.rows ?? [];
  const depths = depthsOf(rows);
  return (
    <div className="stack">
      <span>{t('knowledge.category')}</span>
      <Select<number>
        {...onlyWords}
        aria-label={t('knowledge.category')}
        placeholder={t('knowledge.category')}
        value={values.categoryId as number}
        options={rows.map((row) => ({
          value: row.id,
          label: `${'　'.repeat(depths.get(row.id) ?? 0)}${row.name}`,
        }))}
        onChange={(categoryId) => onChange({ categoryId })}
      />
      <fieldset className="plain-group">
        <legend>{t('knowledge.whoSees')}</legend>
        <Radio.Group
          value={values.everybody}
          onChange={(event) => onChange({ everybody: event.target.value as boolean })}
          options={[
            { value: true, label: t('knowledge.everybody') },
            { value: false, label: t('knowledge.someDepts') },
          ]}
        />
      </fieldset>
      {!values.everybody && (
        <DeptSelect
          label={t('knowledge.depts')}
          value={values.deptIds}
          onChange={(deptIds) => onChange({ deptIds })}
        />
      )}
      <Checkbox
        checked={values.required}
        onChange={(event) => onChange({ required: event.target.checked })}
      >
        {t('knowledge.requiredField')}
      </Checkbox>
      <FileFields values={values} onChange={onChange} />
    </div>
  );
}

function FileFields({ values: { files }, onChange }: SideProps) {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState(false);
  const send = async (chosen: readonly File[]) => {
    setSending(true);
    const sent = [...files];
    try {
      for (const file of chosen) {
        sent.push(await sendArticleFile(file, new AbortController().signal));
        onChange({ files: [...sent] });
      }
    } catch (error) {
      void message.error(words(error));
    }
    setSending(false);
  };
  return (
    <>
      <span>{t('knowledge.files')}</span>
      {files.map((file) => (
        <div key={file.id} className="line">
          <span style={{ flex: 1, minWidth: 0 }}>
            <PaperClipOutlined /> {file.name}
          </span>
          <Button
            type="link"
            size="small"
            aria-label={`${t('common.remove')} ${file.name}`}
            onClick={() => onChange({ files: files.filter((one) => one.id !== file.id) })}
          >
            {t('common.remove')}
          </Button>
        </div>
      ))}
      <div>
        <Button loading={sending} onClick={() => input.current?.click()}>
          {t('knowledge.addFile')}
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          event.target.value = '';
          void send(chosen);
        }}
      />
    </>
  );
}
