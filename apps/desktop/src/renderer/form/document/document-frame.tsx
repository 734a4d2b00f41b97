import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { listKeys } from '../../ui/keys.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import './document.css';
import { useHeadKeys } from './use-head-keys.ts';

/** A field of the head: its word before it. */
export function HeadField({
  label,
  wide = false,
  wrong,
  children,
}: {
  label: string;
  wide?: boolean;
  wrong?: string | undefined;
  children: ReactNode;
}) {
  return (
    <label className={wide ? 'doc-field doc-wide' : 'doc-field'} {...(wrong && { title: wrong })}>
      <span className={wrong ? 'danger' : ''}>{label}</span>
      {children}
    </label>
  );
}

interface Props {
  head: ReactNode;
  lines: ReactNode;
  /** About the line in which somebody is. */
  strip: ReactNode;
  totals: readonly { label: string; text: string }[];
  /** What confirming does, in one line; null where there is nothing to confirm. */
  effect: string | null;
  /** Why something was refused. */
  refusals: readonly string[];
  /** Was written before and not saved. */
  restored: boolean;
  onDrop: () => void;
  /** Null: nobody may. */
  onSave: (() => void) | null;
  onConfirm: (() => void) | null;
  confirmText: string;
  saving: boolean;
  dirty: boolean;
  /** Beside the two buttons. */
  actions?: ReactNode;
}

/**
 * The frame of every document: head in rows of fields, lines, what is known of the line, totals
 * always in sight, and what confirming does beside its button. Ctrl+S saves, Ctrl+Enter confirms.
 */
export function DocumentFrame(props: Props) {
  const { t } = useText();
  const { onSave, onConfirm, saving, dirty } = props;
  const goOn = useHeadKeys();
  const inList = listKeys(() => onConfirm && !saving && onConfirm());
  useShortcut({ key: 's', ctrl: true }, onSave && !saving ? onSave : null);
  useShortcut({ key: 'enter', ctrl: true }, onConfirm && !saving ? onConfirm : null);
  return (
    <>
      {props.restored && dirty && (
        <Alert
          type="info"
          showIcon
          className="page-note"
          title={t('doc.restored')}
          action={
            <Button size="small" onClick={props.onDrop}>
              {t('doc.drop')}
            </Button>
          }
        />
      )}
      {props.refusals.length > 0 && (
        <Alert
          type="error"
          showIcon
          role="alert"
          className="page-note"
          title={
            props.refusals.length === 1 ? (
              props.refusals[0]
            ) : (
              <ul className="doc-refusals">
                {props.refusals.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            )
          }
        />
      )}
      <div
        className="doc-head"
        onKeyDownCapture={(event) => {
          if (onConfirm) inList.onKeyDownCapture(event);
          goOn(event);
        }}
      >
        {props.head}
      </div>
      {props.lines}
      <div className="doc-strip" role="status">
        {props.strip}
      </div>
      <div className="doc-foot">
        {onConfirm && (
          <Button
            type="primary"
            loading={saving}
            aria-keyshortcuts="Control+Enter"
            onClick={onConfirm}
          >
            {props.confirmText}
          </Button>
        )}
        {onSave && (
          <Button disabled={!dirty || saving} aria-keyshortcuts="Control+S" onClick={onSave}>
            {t('doc.save')}
          </Button>
        )}
        {props.actions}
        {props.effect !== null && <span className="soft">{props.effect}</span>}
        <span className="spring" />
        <div className="doc-totals">
          {props.totals.map(({ label, text }) => (
            <span key={label}>
              <span className="soft">{label}</span> <strong>{text}</strong>
            </span>
          ))}
        </div>
      </div>
    </>
  );
}
