import { api } from '@xinhang/shared/contract/api.ts';
import { isLost } from '@xinhang/shared/delivery-rules.ts';
import type { SalesReturn } from '@xinhang/shared/sales-returns.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { PrintButton } from '../../form/print/print-dialog.tsx';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { usePrintedReturn } from './use-printed-return.ts';

/** What may be done with a return, and its questions. */
export function ReturnActions({ row, change }: { row: SalesReturn; change?: ReactNode }) {
  const { t } = useText();
  const words = useRefusalText();
  const navigate = useNavigate();
  const { message, modal } = App.useApp();
  const [asking, setAsking] = useState<'reverse' | 'sendBack' | null>(null);
  const shut = () => setAsking(null);
  const refused = { onError: (error: Error) => void message.error(words(error)) };
  const confirm = useCommand(api.salesReturns.confirm, {
    onDone: ({ no }) => void message.success(`${t('salesReturn.state.confirmed')} ${no}`),
  });
  const discard = useCommand(api.salesReturns.discard, {
    onDone: () =>
      void (row.delivery
        ? navigate({ to: '/deliveries/$id', params: { id: String(row.delivery.id) }, search: {} })
        : navigate({ to: '/sales-returns', search: {} })),
  });
  const reverse = useCommand(api.salesReturns.reverse, { onDone: shut });
  const sendBack = useCommand(api.salesReturns.sendBack, { onDone: shut });
  const params = { id: row.id };
  const printed = usePrintedReturn(row);
  const { version, can } = row;
  const body = { version };
  const claims = useMay('payables.adjust');
  /** The carrier is a supplier: what he is asked for stands in his account. */
  const claim = () =>
    void navigate({
      to: '/ap-adjustments',
      search: {
        new: true,
        claim: row.no,
        ...(row.grossFen && { amountFen: row.grossFen }),
        note: [t('salesReturn.lostOnTheWay'), row.carried?.carrier, row.carried?.trackingNo]
          .filter(Boolean)
          .join(' '),
      },
    });
  const ask = () =>
    void modal.confirm({
      title: t('delivery.discardAsk'),
      okText: t('delivery.discard'),
      cancelText: t('common.cancel'),
      onOk: () => discard.mutate({ params, body }, refused),
    });
  return (
    <div className="line">
      {can.confirm && (
        <Button
          type="primary"
          loading={confirm.isPending}
          onClick={() => confirm.mutate({ params, body }, refused)}
        >
          {t('salesReturn.confirm')}
        </Button>
      )}
      {change}
      {can.discard && <Button onClick={ask}>{t('delivery.discard')}</Button>}
      {can.sendBack && (
        <Button onClick={() => setAsking('sendBack')}>{t('salesReturn.sendBack')}</Button>
      )}
      {printed && <PrintButton doc={printed} />}
      {claims && row.state === 'confirmed' && isLost(row.disposal) && (
        <Button onClick={claim}>{t('salesReturn.claim')}</Button>
      )}
      {can.reverse && <Button onClick={() => setAsking('reverse')}>{t('delivery.reverse')}</Button>}
      {can.confirm && (
        <span className="soft">
          {t(row.delivery ? 'salesReturn.confirmWhy' : 'salesReturn.confirmFreeWhy')}
        </span>
      )}
      <ReasonDialog
        open={asking === 'reverse'}
        title={t('delivery.reverseTitle', { no: row.no })}
        why={t('salesReturn.reverseWhy')}
        okText={t('delivery.reverse')}
        saving={reverse.isPending}
        onReason={(reason) => reverse.mutate({ params, body: { version, reason } }, refused)}
        onClose={shut}
      />
      <ReasonDialog
        open={asking === 'sendBack'}
        title={t('salesReturn.sendBack')}
        why={t('salesReturn.sendBackWhy')}
        okText={t('salesReturn.sendBack')}
        saving={sendBack.isPending}
        onReason={(reason) => sendBack.mutate({ params, body: { version, reason } }, refused)}
        onClose={shut}
      />
    </div>
  );
}
