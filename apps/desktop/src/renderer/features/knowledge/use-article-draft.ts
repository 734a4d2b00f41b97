import type { ArticleFile } from '@xinhang/shared/knowledge.ts';
import type { ArticleDraft } from '@xinhang/shared/knowledge-writing.ts';
import { emptyRichText, type RichDoc } from '@xinhang/shared/rich-text.ts';
import { useRef, useState } from 'react';
import { useDraft, useKeptDraft } from '../../form/drafts.ts';

export interface ArticleValues {
  /** Version of the article that they were typed over; 0 for a new one. */
  version: number;
  title: string;
  categoryId: number | null;
  body: RichDoc;
  files: readonly ArticleFile[];
  everybody: boolean;
  deptIds: readonly number[];
  required: boolean;
}

const valuesOf = (draft: ArticleDraft | null): ArticleValues => ({
  version: draft?.version ?? 0,
  title: draft?.title ?? '',
  categoryId: draft?.category.id ?? null,
  body: draft?.body ?? emptyRichText,
  files: draft?.files ?? [],
  everybody: draft?.everybody ?? true,
  deptIds: draft?.depts.map(({ id }) => id) ?? [],
  required: draft?.required ?? false,
});

/** What is typed and not saved yet; it survives a reload and an ended session. */
export function useArticleDraft(draft: ArticleDraft | null) {
  const name = draft ? `article.${draft.articleId}` : 'article.new';
  const kept = useDraft<ArticleValues>(name);
  const [restored] = useState(() => kept.read());
  const [values, setValues] = useState<ArticleValues>(() => ({ ...valuesOf(draft), ...restored }));
  const [changed, setChanged] = useState(Object.keys(restored).length > 0);
  const latest = useRef(values);
  useKeptDraft(name, changed ? values : null);
  const set = (next: ArticleValues) => {
    latest.current = next;
    setValues(next);
  };
  return {
    values,
    changed,
    latest: () => latest.current,
    change: (part: Partial<ArticleValues>) => {
      set({ ...latest.current, ...part });
      setChanged(true);
    },
    /** It is saved as this version: what is typed goes on from there. */
    saved: (version: number) => {
      set({ ...latest.current, version });
      kept.keep(null);
      setChanged(false);
    },
    /** Given up. */
    forget: () => {
      kept.keep(null);
      setChanged(false);
    },
  };
}
