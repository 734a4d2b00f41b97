import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';

interface Props {
  open: boolean;
  title: string;
  /** Pixels. */
  width: number;
  /** Words of the button. */
  done: string;
  onClose: () => void;
  children: ReactNode;
}

/** A secret that is shown once and nowhere kept: only the button closes it. */
export function ShownOnce({ open, title, width, done, onClose, children }: Props) {
  return (
    <Modal
      open={open}
      title={title}
      width={width}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      destroyOnHidden
      footer={
        <Button type="primary" onClick={onClose}>
          {done}
        </Button>
      }
    >
      {children}
    </Modal>
  );
}
