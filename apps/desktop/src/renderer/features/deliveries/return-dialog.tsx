import { api } from '@xinhang/shared/contract/api.ts';
import type { Delivery } from '@xinhang/shared/deliveries.ts';
import { returnDisposals, type ReturnDisposal } from '@xinhang/shared/delivery-rules.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { saveKeys } from '../../ui/keys.ts';
import { BackLines, useBackLines } from './back-lines.tsx';

/** What of a delivery comes back, and what becomes of it; drafts a return and opens it. */
export function ReturnDialog({ doc, onClose }: { doc: Delivery; onClose: () => void }) {
  const { t } = useText();
  const { today } = useDates();
  const words = useProblemText();
  const navigate = useNavigate();
  const asked = useBackLines(doc);
  const [reason, setReason] = useState('');
  const [disposal, setDisposal] = useState<ReturnDisposal>('stock');
  const create = useCommand(api.salesReturns.create, {
    form: true,
    onDone: ({ id }) => void navigate({ to: '/sales-returns/$id', params: { id: String(id) } }),
  });
  const chosen = asked.lines;
  const ready = reason.trim() !== '' && chosen.length > 0 && asked.readable && !create.isPending;
  const save = () => {
    if (!ready) return;
    create.mutate({
      body: {
        deliveryId: doc.id,
        businessDate: today,
        reason: reason.trim(),
        disposal,
        lines: chosen,
      },
    });
  };
  return (
    <Modal
      open
      title={t('salesReturn.new', { no: doc.no })}
      footer={null}
      width={720}
      onCancel={onClose}
    >
      <div className="stack" {...saveKeys(save)}>
        {create.error && <Alert type="error" showIcon role="alert" title={words(create.error)} />}
        <BackLines doc={doc} asked={asked} label={t('salesReturn.qty')} autoFocus />
        <label className="stack">
          {t('salesReturn.reason')}
          <Input
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <label className="stack">
          {t('salesReturn.disposal')}
          <Select<ReturnDisposal>
            aria-label={t('salesReturn.disposal')}
            value={disposal}
            options={returnDisposals.map((value) => ({
              value,
              label: t(`salesReturn.disposal.${value}`),
            }))}
            onChange={setDisposal}
          />
        </label>
        {chosen.length === 0 && <span className="soft">{t('salesReturn.nothing')}</span>}
        <DialogButtons
          okText={t('salesReturn.save')}
          ready={ready}
          saving={create.isPending}
          onOk={save}
          onClose={onClose}
        />
      </div>
    </Modal>
  );
}
