import { addDays } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { Loan } from '@xinhang/shared/loans.ts';
import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { DateField } from '../../ui/date-field.tsx';
import { saveKeys } from '../../ui/keys.ts';

/** Until when the customer keeps it now, and why. */
export function LoanExtendDialog({ doc, onClose }: { doc: Loan; onClose: () => void }) {
  const { t } = useText();
  const words = useRefusalText();
  const { company } = useMe();
  const [dueOn, setDueOn] = useState(addDays(company.today, 30));
  const [reason, setReason] = useState('');
  const extend = useCommand(api.loans.extend, { form: true, onDone: onClose });
  const ready = reason.trim() !== '' && !extend.isPending;
  const save = () => {
    if (!ready) return;
    const body = { version: doc.version, dueOn, reason: reason.trim() };
    extend.mutate({ params: { id: doc.id }, body });
  };
  return (
    <Modal
      {...beginInField}
      open
      title={t('loan.extendTitle', { no: doc.no })}
      footer={null}
      onCancel={onClose}
    >
      <div className="stack" {...saveKeys(save)}>
        {extend.error && <Alert type="error" showIcon role="alert" title={words(extend.error)} />}
        <label className="stack">
          {t('loan.dueOn')}
          <DateField
            label={t('loan.dueOn')}
            today={company.today}
            value={dueOn}
            onChange={(date) => date && setDueOn(date)}
          />
        </label>
        <label className="stack">
          {t('loan.reason')}
          <Input
            autoFocus
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <DialogButtons
          okText={t('loan.extend')}
          ready={ready}
          saving={extend.isPending}
          onOk={save}
          onClose={onClose}
        />
      </div>
    </Modal>
  );
}
