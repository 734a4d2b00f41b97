import { Alert, Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useFieldsProblemText } from '../app/problem-text.ts';
import { useText } from '../i18n/i18n.ts';
import { beginInField } from './begin-in-field.ts';
import { composing } from './keys.ts';

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
  /** What stands in a field beside the name that the server refused, by its pointer. */
  named?: (pointer: string) => string | undefined;
  onMake: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** What is made has a name, and what else it needs. */
export function MakeDialog({ name, ready = true, ...props }: AskProps) {
  const { t } = useText();
  const words = useFieldsProblemText();
  const whole = name.value.trim() !== '' && ready;
  const make = () => {
    if (whole && !props.making) props.onMake();
  };
  const named = (pointer: string) => (pointer === '/name' ? name.label : props.named?.(pointer));
  return (
    <Modal
      open
      title={props.title}
      okText={props.okText}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !whole, loading: props.making }}
      onOk={make}
      onCancel={props.onClose}
      {...beginInField}
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
            onPressEnter={(event) => {
              if (!composing(event)) make();
            }}
          />
        </label>
        {props.children}
        {props.error && (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={words(props.error, named).map((line) => (
              <div key={line}>{line}</div>
            ))}
          />
        )}
      </div>
    </Modal>
  );
}
