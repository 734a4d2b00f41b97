import { Dropdown, type MenuProps } from 'antd';
import { useRef, type ReactElement } from 'react';

interface Props {
  menu: MenuProps;
  disabled?: boolean;
  /** The button. */
  children: ReactElement;
}

/** A menu below a button: opened by a key it takes the focus, closed it gives it back. */
export function DropMenu({ menu, disabled = false, children }: Props) {
  const opener = useRef<Element | null>(null);
  return (
    <Dropdown
      autoFocus
      trigger={['click']}
      disabled={disabled}
      menu={menu}
      onOpenChange={(open) => {
        const { activeElement: focus } = document;
        if (open) opener.current = focus;
        else if (focus?.closest('[role=menu]') && opener.current instanceof HTMLElement) {
          opener.current.focus();
        }
      }}
    >
      {children}
    </Dropdown>
  );
}
