import { Alert, Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useProblemText } from '../app/problem-text.ts';
import { useText } from '../i18n/i18n.ts';
import { focusFirstField } from './focus-first.ts';

const MAX_NAME = 60;

interface Props<Made> {
  open: boolean;
  onClose: () => void;
  /** The question; it says what was made. */
  ask: (onMade: (made: Made) => void) => ReactNode;
  /** What was made, shown once and gone when it is closed. */
  shown: (made: Made | null, onClose: () => void) => ReactNode;
}

/** Something that is asked for, made, and shown once. */
export function MakeOnce<Made>({ open, onClose, ask, shown }: Props<Made>) {
  const [made, setMade] = useState<Made | null>(null);
  return (
    <>
      {open && !made && ask(setMade)}
      {shown(made, () => {
        setMade(null);
        onClose();
      })}
    </>
  );
}

interface AskProps {
  title: string;
  okText: string;
  /** Above the name. */
  why?: string;
  name: { label: string; placeholder: string; value: string; onChange: (name: string) => void };
  /** Beside the name. */
  ready?: boolean;
  making: boolean;
  error: Error | null;
  onMake: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** What is made has a name, and what else it needs. */
export function MakeDialog({ name, ready = true, ...props }: AskProps) {
  const { t } = useText();
  const words = useProblemText();
  return (
    <Modal
      open
      title={props.title}
      okText={props.okText}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: name.value.trim() === '' || !ready, loading: props.making }}
      onOk={props.onMake}
      onCancel={props.onClose}
      afterOpenChange={focusFirstField}
    >
      <div className="stack">
        {props.why && <span>{props.why}</span>}
        <label className="stack">
          {name.label}
          <Input
            maxLength={MAX_NAME}
            value={name.value}
            placeholder={name.placeholder}
            onChange={(event) => name.onChange(event.target.value)}
          />
        </label>
        {props.children}
        {props.error && <Alert type="error" showIcon role="alert" title={words(props.error)} />}
      </div>
    </Modal>
  );
}
