import { api } from '@xinhang/shared/contract/api.ts';
import type { BoardLine } from '@xinhang/shared/deliveries.ts';
import { delayCauses, type DelayCause } from '@xinhang/shared/delivery-rules.ts';
import { Alert, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';

/** Why a line is late, or will be. */
export function CauseDialog({ line, onClose }: { line: BoardLine; onClose: () => void }) {
  const { t } = useText();
  const words = useProblemText();
  const [cause, setCause] = useState<DelayCause | null>(line.delay?.cause ?? line.proposedCause);
  const [note, setNote] = useState(line.delay?.note ?? '');
  const save = useCommand(api.deliveries.delay, { onDone: onClose });
  const ready = cause !== null && !save.isPending;
  const send = () => {
    if (cause !== null && !save.isPending) {
      save.mutate({ params: { id: line.id }, body: { cause, note } });
    }
  };
  return (
    <Modal
      {...beginInField}
      open
      title={`${t('board.cause')} · ${line.orderNo} ${line.product.name}`}
      footer={null}
      onCancel={onClose}
    >
      <div className="stack" {...saveKeys(send)}>
        {save.error && <Alert type="error" showIcon role="alert" title={words(save.error)} />}
        <Select<DelayCause | null>
          autoFocus
          aria-label={t('board.cause')}
          placeholder={t('board.cause')}
          value={cause}
          options={delayCauses.map((value) => ({ value, label: t(`cause.${value}`) }))}
          onChange={setCause}
        />
        {line.proposedCause !== null && cause === line.proposedCause && (
          <span className="soft">
            {t(`board.proposedWhy.${line.proposedCause === 'purchase' ? 'purchase' : 'stock'}`)}
          </span>
        )}
        <Input
          maxLength={200}
          aria-label={t('board.causeNote')}
          placeholder={t('board.causeNote')}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <DialogButtons
          okText={t('common.save')}
          ready={ready}
          saving={save.isPending}
          onOk={send}
          onClose={onClose}
        />
      </div>
    </Modal>
  );
}
