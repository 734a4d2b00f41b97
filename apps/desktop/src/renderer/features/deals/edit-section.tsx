import { Alert, Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useText } from '../../i18n/i18n.ts';
import { saveKeys } from '../../ui/keys.ts';
import { Section } from '../../ui/section.tsx';

interface Props {
  title: string;
  /** Why nothing may be changed here; null where it may. */
  locked: string | null;
  editing: boolean;
  onEdit: () => void;
  /** What is read, and what it is changed in. */
  view: ReactNode;
  editor: ReactNode;
  /** What keeps it from being saved, in words. */
  wrong?: string | undefined;
  error: Error | null;
  saving: boolean;
  onSave: () => void;
  onCancel: () => void;
}

/** A part of a record that is changed as a whole where it stands. */
export function EditSection(props: Props) {
  const { t } = useText();
  const words = useProblemText();
  const { editing, locked, wrong, error } = props;
  const edit = useRef<HTMLButtonElement>(null);
  const edited = useRef(false);
  const fields = useRef<HTMLDivElement>(null);
  // The button takes the focus with it, and so do the fields: it goes from one to the other.
  useEffect(() => {
    if (edited.current === editing) return;
    edited.current = editing;
    if (document.activeElement !== document.body) return;
    if (editing) fields.current?.querySelector<HTMLElement>('input, textarea')?.focus();
    else edit.current?.focus();
  }, [editing]);
  const save = () => {
    if (!wrong && !props.saving) props.onSave();
  };
  return (
    <Section
      title={props.title}
      extra={
        !editing && (
          <Button
            ref={edit}
            size="small"
            disabled={locked !== null}
            title={locked ?? undefined}
            aria-label={`${t('common.edit')} ${props.title}`}
            onClick={props.onEdit}
          >
            {t('common.edit')}
          </Button>
        )
      }
    >
      {!editing ? (
        props.view
      ) : (
        <div className="stack" ref={fields} {...saveKeys(save)}>
          {props.editor}
          {wrong && <span className="danger">{wrong}</span>}
          {error && <Alert type="error" showIcon role="alert" title={words(error)} />}
          <div className="line">
            <Button
              type="primary"
              size="small"
              disabled={wrong !== undefined}
              loading={props.saving}
              aria-keyshortcuts="Control+Enter"
              onClick={save}
            >
              {t('common.save')}
            </Button>
            <Button size="small" onClick={props.onCancel}>
              {t('common.cancel')}
            </Button>
          </div>
        </div>
      )}
    </Section>
  );
}
