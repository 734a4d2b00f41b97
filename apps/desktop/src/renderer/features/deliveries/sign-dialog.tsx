import { api } from '@xinhang/shared/contract/api.ts';
import type { Delivery } from '@xinhang/shared/deliveries.ts';
import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { saveKeys } from '../../ui/keys.ts';

/** Who signed for a delivery, and when. */
export function SignDialog({ doc, onClose }: { doc: Delivery; onClose: () => void }) {
  const { t } = useText();
  const { today } = useDates();
  const words = useProblemText();
  const [signedOn, setSignedOn] = useState<string | null>(doc.signedOn ?? today);
  const [signedName, setName] = useState(doc.signedName);
  const [signedNote, setNote] = useState(doc.signedNote);
  const sign = useCommand(api.deliveries.sign, { onDone: onClose });
  const ready = signedOn !== null && !sign.isPending;
  const save = () => {
    if (!ready) return;
    sign.mutate({
      params: { id: doc.id },
      body: { version: doc.version, signedOn, signedName, signedNote },
    });
  };
  return (
    <Modal open title={t('delivery.signTitle')} footer={null} onCancel={onClose}>
      <div className="stack" {...saveKeys(save)}>
        {sign.error && <Alert type="error" showIcon role="alert" title={words(sign.error)} />}
        <label className="stack">
          {t('delivery.signedDate')}
          <DateField
            label={t('delivery.signedDate')}
            today={today}
            value={signedOn}
            onChange={setSignedOn}
          />
        </label>
        <label className="stack">
          {t('delivery.signedName')}
          <Input
            autoFocus
            maxLength={60}
            value={signedName}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label className="stack">
          {t('delivery.signedNote')}
          <Input
            maxLength={200}
            value={signedNote}
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
        <DialogButtons
          okText={t('delivery.sign')}
          ready={ready}
          saving={sign.isPending}
          onOk={save}
          onClose={onClose}
        />
      </div>
    </Modal>
  );
}
