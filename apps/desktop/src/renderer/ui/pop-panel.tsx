import { Popover, type PopoverProps } from 'antd';
import { useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';

const stops =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

interface Props {
  title: string;
  placement?: NonNullable<PopoverProps['placement']>;
  /** Where its owner opens and closes it; else it does so itself. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  content: ReactNode;
  /** The button. */
  children: ReactElement;
}

/**
 * A small window below a button. The focus goes into it and Tab stays in it; Esc, or whatever else
 * closes it from inside, gives the focus back to the button.
 */
export function PopPanel({ title, placement, content, children, ...props }: Props) {
  const [own, setOwn] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const opener = useRef<Element | null>(null);
  const open = props.open ?? own;

  const focusable = () =>
    [...(panel.current?.querySelectorAll<HTMLElement>(stops) ?? [])].filter(
      (one) => one.tabIndex >= 0 && one.getClientRects().length > 0,
    );
  const settle = (now: boolean) => {
    if (now) {
      if (!panel.current?.contains(document.activeElement)) focusable()[0]?.focus();
      return;
    }
    const { activeElement: focus } = document;
    if (focus !== document.body && !panel.current?.contains(focus)) return;
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  const onTab = (event: KeyboardEvent) => {
    if (event.key !== 'Tab') return;
    const all = focusable();
    const [edge, other] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
    if (event.target !== edge) return;
    event.preventDefault();
    other?.focus();
  };
  return (
    <Popover
      trigger="click"
      title={title}
      open={open}
      {...(placement && { placement })}
      onOpenChange={(now) => {
        if (now) opener.current = document.activeElement;
        setOwn(now);
        props.onOpenChange?.(now);
      }}
      afterOpenChange={settle}
      content={
        <div ref={panel} role="dialog" aria-label={title} onKeyDown={onTab}>
          {content}
        </div>
      }
    >
      {children}
    </Popover>
  );
}
