import { App, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';

/** Throws a draft away, after asking. */
export function DiscardButton({ onDiscard }: { onDiscard: () => void }) {
  const { t } = useText();
  const { modal } = App.useApp();
  const ask = () =>
    void modal.confirm({
      title: t('finance.discardAsk'),
      okText: t('finance.discard'),
      cancelText: t('common.cancel'),
      onOk: onDiscard,
    });
  return <Button onClick={ask}>{t('finance.discard')}</Button>;
}

interface Props {
  no: string;
  why: string;
  saving: boolean;
  onReason: (reason: string) => void;
}

/** Takes a confirmed document back, for a reason. */
export function ReverseButton({ no, why, saving, onReason }: Props) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('finance.reverse')}</Button>
      <ReasonDialog
        open={open}
        title={t('finance.reverseTitle', { no })}
        why={why}
        okText={t('finance.reverse')}
        saving={saving}
        onReason={onReason}
        onClose={() => setOpen(false)}
      />
    </>
  );
}

/** A field of a document that is posted: words, nothing to write in. */
export function PostedField({
  label,
  wide = false,
  children,
}: {
  label: string;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={wide ? 'doc-field doc-wide' : 'doc-field'}>
      <span>{label}</span>
      <span>{children}</span>
    </div>
  );
}
