import { api } from '@xinhang/shared/contract/api.ts';
import type { Quotation, QuotationCheck } from '@xinhang/shared/quotations.ts';
import { useCommand } from '../../app/query.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { focusFirstField } from '../../ui/focus-first.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { saveKeys } from '../../ui/keys.ts';
import { Below } from './stop-panel.tsx';

const LONGEST = 500;

interface Props {
  quotation: Quotation | null;
  /** What stands against it; null: the panel is closed. */
  check: QuotationCheck | null;
  onAsked: (quotation: Quotation) => void;
  onClose: () => void;
}

/** What stops a quotation, and the way to have it approved. */
export function QuotationStop({ quotation, check, onAsked, onClose }: Props) {
  const { t } = useText();
  return (
    <Modal
      open={check !== null}
      width={560}
      title={t('quotation.stopped')}
      onCancel={onClose}
      afterOpenChange={focusFirstField}
      footer={null}
      destroyOnHidden
    >
      {quotation && check && <Content {...{ quotation, check, onAsked, onClose }} />}
    </Modal>
  );
}

function Content({
  quotation,
  check,
  onAsked,
  onClose,
}: Props & { quotation: Quotation; check: QuotationCheck }) {
  const { t } = useText();
  const words = useProblemText();
  const [reason, setReason] = useState('');
  const submit = useCommand(api.quotations.submit, { onDone: onAsked });
  const ready = reason.trim() !== '' && !submit.isPending;
  const ask = () => {
    if (!ready) return;
    const body = { version: quotation.version, reason: reason.trim() };
    submit.mutate({ params: { id: quotation.id }, body });
  };
  return (
    <div className="stack" {...saveKeys(ask)}>
      <ul className="order-stops">
        {check.reasons.map((one) => (
          <li key={one}>
            {t(`order.stop.${one}`, {
              given: check.giftsBp / 100,
              most: check.giftsMaxBp / 100,
            })}
            {one === 'price' && <Below lines={quotation.lines} places={check.below} />}
          </li>
        ))}
      </ul>
      {submit.error && <Alert type="error" showIcon role="alert" title={words(submit.error)} />}
      <label className="stack">
        {t('order.askWhy')}
        <GrowingText
          autoFocus
          minRows={2}
          maxRows={6}
          maxLength={LONGEST}
          aria-label={t('order.askWhy')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <div className="line" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="primary" disabled={!ready} loading={submit.isPending} onClick={ask}>
          {t('order.ask')}
        </Button>
      </div>
    </div>
  );
}
