import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { percent, ShareEditor, useWrongShares, type Share } from '../../form/share-editor.tsx';
import { useText } from '../../i18n/i18n.ts';

const WHOLE_BP = 10_000;

interface Props {
  /** Null: all of it the owner's of the customer. */
  value: readonly Share[] | null;
  usual: NameRef | null;
  onChange: (shares: Share[]) => void;
}

/** Whose result an order is, in one line; its parts are written in a dialog. */
export function OrderShares({ value, usual, onChange }: Props) {
  const { t } = useText();
  const wrongShares = useWrongShares();
  const shown = value ?? (usual ? [{ user: usual, shareBp: WHOLE_BP }] : []);
  const [draft, setDraft] = useState<Share[] | null>(null);
  const wrong = draft === null ? undefined : wrongShares(draft);
  const text = shown
    .map(({ user, shareBp }) =>
      shown.length === 1 ? user.name : `${user.name} ${percent(shareBp)}`,
    )
    .join('、');
  return (
    <>
      <Button
        className="order-shares"
        title={text}
        aria-label={`${t('order.people')} ${text}`}
        onClick={() => setDraft([...shown])}
      >
        {text === '' ? t('order.none') : text}
      </Button>
      <Modal
        open={draft !== null}
        width={420}
        title={t('order.people')}
        okText={t('common.save')}
        cancelText={t('common.cancel')}
        okButtonProps={{ disabled: wrong !== undefined }}
        onOk={() => {
          if (draft) onChange(draft);
          setDraft(null);
        }}
        onCancel={() => setDraft(null)}
        destroyOnHidden
      >
        {draft && <ShareEditor value={draft} onChange={setDraft} />}
        {wrong !== undefined && <p className="danger">{wrong}</p>}
      </Modal>
    </>
  );
}
