import { Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useText } from '../i18n/i18n.ts';
import { beginInField } from '../ui/begin-in-field.ts';
import { GrowingText } from '../ui/growing-text.tsx';
import { saveKeys } from '../ui/keys.ts';

interface Props {
  open: boolean;
  title: string;
  why: string;
  okText: string;
  saving?: boolean;
  /** What else is asked, above the reason. */
  children?: ReactNode;
  /** Something of what else is asked is missing. */
  lacks?: boolean;
  /** Reasons that are common: one click says one and goes on. */
  choices?: readonly string[];
  onReason: (reason: string) => void;
  onClose: () => void;
}

const LONGEST = 200;

/** Asks for the reason of a step that is kept with it. */
export function ReasonDialog({ open, onClose, ...props }: Props) {
  return (
    <Modal
      open={open}
      title={props.title}
      onCancel={onClose}
      {...beginInField}
      footer={null}
      destroyOnHidden
    >
      <Content {...props} onClose={onClose} />
    </Modal>
  );
}

function Content({
  why,
  okText,
  saving = false,
  children,
  lacks = false,
  choices = [],
  onReason,
  onClose,
}: Omit<Props, 'open' | 'title'>) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const ready = reason.trim() !== '' && !lacks && !saving;
  const save = () => {
    if (ready) onReason(reason.trim());
  };
  return (
    <div className="stack" {...saveKeys(save)}>
      {children}
      <label className="stack">
        {why}
        <GrowingText
          autoFocus
          minRows={2}
          maxRows={6}
          maxLength={LONGEST}
          aria-label={t('deal.reason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {choices.length > 0 && (
        <div className="line" role="group" aria-label={t('common.reasons')}>
          {choices.map((choice) => (
            <Button key={choice} size="small" disabled={saving} onClick={() => onReason(choice)}>
              {choice}
            </Button>
          ))}
        </div>
      )}
      <DialogButtons okText={okText} ready={ready} saving={saving} onOk={save} onClose={onClose} />
    </div>
  );
}

interface ButtonsProps {
  okText: string;
  ready: boolean;
  saving: boolean;
  onOk: () => void;
  onClose: () => void;
}

/** The two buttons below a question; Ctrl+Enter is the first of them. */
export function DialogButtons({ okText, ready, saving, onOk, onClose }: ButtonsProps) {
  const { t } = useText();
  return (
    <div className="line dialog-buttons">
      <Button onClick={onClose}>{t('common.cancel')}</Button>
      <Button
        type="primary"
        disabled={!ready}
        loading={saving}
        aria-keyshortcuts="Control+Enter"
        onClick={onOk}
      >
        {okText}
      </Button>
    </div>
  );
}
