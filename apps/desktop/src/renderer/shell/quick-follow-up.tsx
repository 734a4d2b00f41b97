import { Modal } from 'antd';
import { useState } from 'react';
import { CustomerPicker } from '../form/customer-picker.tsx';
import { FollowUpBox } from '../form/follow-up-box.tsx';
import { useText } from '../i18n/i18n.ts';
import { beginInField } from '../ui/begin-in-field.ts';

/** Alt+F anywhere: customer, text, next date, Ctrl+Enter. */
export function QuickFollowUp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useText();
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      width={800}
      title={t('followUp.title')}
      mask={{ closable: false }}
      {...beginInField}
      destroyOnHidden
    >
      <Content onClose={onClose} />
    </Modal>
  );
}

function Content({ onClose }: { onClose: () => void }) {
  const [customerId, setCustomerId] = useState<number | null>(null);
  return (
    <div className="stack">
      <CustomerPicker value={customerId} onChange={setCustomerId} />
      {customerId !== null && (
        <FollowUpBox key={customerId} customerId={customerId} autoFocus onSaved={onClose} />
      )}
    </div>
  );
}
