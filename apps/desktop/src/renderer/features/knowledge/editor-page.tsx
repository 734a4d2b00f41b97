import { api } from '@xinhang/shared/contract/api.ts';
import type { ArticleDraft } from '@xinhang/shared/knowledge-writing.ts';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { RecordPage } from '../../ui/record-page.tsx';
import { ArticleEditor } from './article-editor.tsx';

/** The draft of an article. */
export function ArticleEditorPage({ id }: { id: number }) {
  const found = useEndpoint(api.knowledge.getDraft, { params: { id } });
  return <RecordPage found={found}>{(draft) => <Writing key={id} draft={draft} />}</RecordPage>;
}

/** Begins anew when somebody else saved, and stays where one is typing after an own save. */
function Writing({ draft }: { draft: ArticleDraft }) {
  const [shown, setShown] = useState(draft.version);
  const [own, setOwn] = useState<number | null>(null);
  if (draft.version !== shown && draft.version !== own) {
    setShown(draft.version);
    setOwn(null);
  }
  return <ArticleEditor key={shown} draft={draft} onSaved={setOwn} />;
}

export function NewArticlePage() {
  return (
    <div className="page page-scroll">
      <ArticleEditor draft={null} />
    </div>
  );
}
