import { App } from 'antd';
import { useRef, useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { useAfterCell } from './use-after-cell.ts';
import type { SavedDocument, WrittenDocument } from './use-document.ts';

interface Acts<Doc extends SavedDocument, Draft extends object> {
  editable: boolean;
  /** Whether the reader may confirm it. */
  confirms?: boolean;
  /** What is missing before anything is sent, in words; null: nothing. */
  missing?: (draft: Draft) => string | null;
  /** Creates it, or changes the one that is there. */
  save: (draft: Draft, now: Doc | null) => Promise<Doc>;
  /** Answers it as it then is; null where it was stopped, and said so. */
  confirm: (doc: Doc) => Promise<Doc | null>;
  /** Shows a refusal elsewhere than above the lines, where it does: true. */
  onRefused?: (error: Error, doc: Doc) => boolean;
  /** Said once it is confirmed; null: nothing. */
  confirmed: (doc: Doc) => string | null;
  onSaved: (doc: Doc) => void;
}

/** Why a document could not be confirmed that is saved since, for its own page. */
let refused: { of: string; error: Error } | null = null;

function refusalOf(of: string): Error | null {
  return refused?.of === of ? refused.error : null;
}

/**
 * Saving and confirming of a document, by button or key: the cell in which somebody is is left
 * first, a draft is saved before it is confirmed, and one that is refused stays saved.
 */
export function useDocumentCommands<Doc extends SavedDocument, Draft extends object>(
  document: WrittenDocument<Doc, Draft>,
  acts: Acts<Doc, Draft>,
) {
  const { t } = useText();
  const { message } = App.useApp();
  const { editable, confirms = true, onSaved } = acts;
  const [error, setError] = useState(() => refusalOf(`${document.name}.${document.now?.id}`));
  const [saving, setSaving] = useState(false);
  const busy = useRef(false);
  const save = async (): Promise<Doc | null> => {
    const { now, dirty } = document;
    const draft = document.latest.current;
    const missing = acts.missing?.(draft) ?? null;
    if (missing !== null) {
      void message.warning(missing);
      return null;
    }
    if (now !== null && !dirty) return now;
    const answer = await acts.save(draft, now);
    document.take(answer, draft);
    return answer;
  };
  const saveNow = async () => {
    const answer = await save();
    if (!answer) return;
    void message.success(t('doc.saved'));
    onSaved(answer);
  };
  const confirmNow = async () => {
    const begun = document.now === null;
    const answer = await save();
    if (!answer) return;
    try {
      const done = await acts.confirm(answer);
      if (!done) return;
      const said = acts.confirmed(done);
      if (said !== null) void message.success(said);
      onSaved(done);
    } catch (refusal) {
      const shown = acts.onRefused?.(refusal as Error, answer) ?? false;
      // It is a draft now: on its own page nothing of it is lost, and what is wrong with it is said.
      if (begun && !shown) {
        refused = { of: `${document.name}.${answer.id}`, error: refusal as Error };
        onSaved(answer);
      }
      throw refusal;
    }
  };
  /** One at a time; what is refused stands above the lines until the next try. */
  const alone = (act: () => Promise<void>) => async () => {
    if (busy.current) return;
    busy.current = true;
    refused = null;
    setError(null);
    setSaving(true);
    try {
      await act();
    } catch (refusal) {
      setError(refusal as Error);
    } finally {
      busy.current = false;
      setSaving(false);
    }
  };
  const onSave = useAfterCell(alone(saveNow));
  const onConfirm = useAfterCell(alone(confirmNow));
  return {
    /** Why the last command was refused. */
    error,
    /** What the frame of a document takes of it. */
    frame: {
      onSave: editable ? onSave : null,
      onConfirm: editable && confirms ? onConfirm : null,
      saving,
      dirty: document.dirty,
      restored: document.restored,
      onDrop: document.drop,
    },
  };
}
