import { Button, Input, Space, type InputRef } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useText } from '../i18n/i18n.ts';
import { PopPanel } from '../ui/pop-panel.tsx';

interface Props {
  /** What the button does; names the small window too. */
  label: string;
  icon: ReactNode;
  initial: string;
  busy: boolean;
  /** Whether a view of this name is there already and would be replaced. */
  replaces: (name: string) => boolean;
  onSave: (name: string, close: () => void) => void;
}

/** A button with a small window that asks for the name of a view. */
export function ViewName({ label, icon, initial, busy, replaces, onSave }: Props) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(initial);
  const field = useRef<InputRef>(null);
  const name = typed.trim();
  const close = () => setOpen(false);
  const save = () => {
    if (name === '' || busy) return;
    onSave(name, close);
  };
  return (
    <PopPanel
      open={open}
      onOpenChange={(now) => {
        if (now) setTyped(initial);
        setOpen(now);
      }}
      title={label}
      content={
        <Space.Compact>
          <Input
            ref={field}
            onFocus={() => field.current?.select()}
            value={typed}
            maxLength={40}
            placeholder={t('list.viewName')}
            aria-label={t('list.viewName')}
            onChange={(event) => setTyped(event.target.value)}
            onPressEnter={(event) => {
              if (!event.nativeEvent.isComposing) save();
            }}
          />
          <Button type="primary" loading={busy} disabled={name === ''} onClick={save}>
            {t(replaces(name) ? 'list.replaceView' : 'common.save')}
          </Button>
        </Space.Compact>
      }
    >
      <Button icon={icon} aria-label={label} title={label} />
    </PopPanel>
  );
}
