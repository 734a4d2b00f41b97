import { api } from '@xinhang/shared/contract/api.ts';
import type { ArticleDraft } from '@xinhang/shared/knowledge-writing.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { saveKeys } from '../../ui/keys.ts';

interface Props {
  draft: ArticleDraft | null;
  publishes: boolean;
  ready: boolean;
  /** Saves what is typed; null where that is refused. */
  onKeep: () => Promise<ArticleDraft | null>;
  onForget: () => void;
}

/** Publish, or ask for it; or give the draft up. */
export function EditorActions({ draft, publishes, ready, onKeep, onForget }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const navigate = useNavigate();
  const { message, modal } = App.useApp();
  const [publishing, setPublishing] = useState<ArticleDraft | null>(null);
  const submit = useCommand(api.knowledge.submitDraft);
  const discard = useCommand(api.knowledge.discardDraft);
  const refused = (error: unknown) => void message.error(words(error));
  const leave = (id?: number) =>
    void (id
      ? navigate({ to: '/knowledge/$id', params: { id: String(id) } })
      : navigate({ to: '/knowledge', search: { view: 'drafts' } }));

  const publish = async () => {
    const saved = await onKeep();
    if (saved) setPublishing(saved);
  };
  const handIn = async () => {
    const saved = await onKeep();
    if (!saved) return;
    const { articleId: id, version } = saved;
    submit.mutate(
      { params: { id }, body: { version } },
      {
        onSuccess: () => {
          void message.success(t('knowledge.submitSaid'));
          leave(id);
        },
        onError: refused,
      },
    );
  };
  return (
    <>
      {publishes ? (
        <Button type="primary" disabled={!ready} onClick={() => void publish()}>
          {t('knowledge.publish')}
        </Button>
      ) : (
        <Button
          type="primary"
          disabled={!ready || draft?.submitted === true}
          loading={submit.isPending}
          onClick={() => void handIn()}
        >
          {t(draft?.submitted ? 'knowledge.submitted' : 'knowledge.submit')}
        </Button>
      )}
      {draft && (
        <DiscardButton
          draft={draft}
          pending={discard.isPending}
          onDiscard={(gone) =>
            void modal.confirm({
              title: t('knowledge.discardAsk'),
              content: t(gone ? 'knowledge.discardGone' : 'knowledge.discardStays'),
              okText: t('knowledge.discard'),
              cancelText: t('common.cancel'),
              onOk: () => {
                const { articleId: id, version } = draft;
                discard.mutate(
                  { params: { id }, body: { version } },
                  {
                    onSuccess: () => {
                      onForget();
                      leave(gone ? undefined : id);
                    },
                    onError: refused,
                  },
                );
              },
            })
          }
        />
      )}
      <PublishDialog
        draft={publishing}
        onClose={() => setPublishing(null)}
        onDone={(id) => leave(id)}
      />
    </>
  );
}

interface DiscardProps {
  draft: ArticleDraft;
  pending: boolean;
  onDiscard: (gone: boolean) => void;
}

/** There is something to give up only where something is being written. */
function DiscardButton({ draft, pending, onDiscard }: DiscardProps) {
  const { t } = useText();
  const found = useEndpoint(api.knowledge.getArticle, { params: { id: draft.articleId } });
  if (!found.data || !draft.pending) return null;
  const gone = found.data.no === null;
  return (
    <Button loading={pending} onClick={() => onDiscard(gone)}>
      {t('knowledge.discard')}
    </Button>
  );
}

interface DialogProps {
  draft: ArticleDraft | null;
  onClose: () => void;
  onDone: (id: number) => void;
}

function PublishDialog({ draft, onClose, onDone }: DialogProps) {
  const { t } = useText();
  return (
    <Modal
      open={draft !== null}
      title={t('knowledge.publish')}
      footer={null}
      onCancel={onClose}
      destroyOnHidden
    >
      {draft && <PublishForm draft={draft} onClose={onClose} onDone={onDone} />}
    </Modal>
  );
}

function PublishForm({ draft, onClose, onDone }: DialogProps & { draft: ArticleDraft }) {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const [note, setNote] = useState('');
  const publish = useCommand(api.knowledge.publishArticle);
  const found = useEndpoint(api.knowledge.getArticle, { params: { id: draft.articleId } });
  const send = () =>
    publish.mutate(
      { params: { id: draft.articleId }, body: { version: draft.version, note } },
      {
        onSuccess: ({ id }) => {
          void message.success(t('knowledge.published'));
          onClose();
          onDone(id);
        },
      },
    );
  return (
    <div className="stack" {...saveKeys(send)}>
      <strong>{draft.title}</strong>
      <label className="stack">
        {t('knowledge.publishNote')}
        <Input
          autoFocus
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onPressEnter={send}
        />
      </label>
      {publish.error && <Alert type="error" showIcon role="alert" title={words(publish.error)} />}
      <DialogButtons
        okText={t('knowledge.publishAsk', { no: (found.data?.no ?? 0) + 1 })}
        ready={found.isSuccess}
        saving={publish.isPending}
        onOk={send}
        onClose={onClose}
      />
    </div>
  );
}
