import { api } from '@xinhang/shared/contract/api.ts';
import type { Loan, LoanReturn } from '@xinhang/shared/loans.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { PrintButton } from '../../form/print/print-dialog.tsx';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { LoanExtendDialog } from './loan-extend-dialog.tsx';
import { printedLoan } from './loan-draft.ts';
import { LoanPartsDialog } from './loan-parts-dialog.tsx';

type Asking = 'reverse' | 'extend' | 'takeBack' | 'sell';

/** What may be done with a loan, and its questions. */
export function LoanActions({ doc }: { doc: Loan }) {
  const { t } = useText();
  const words = useRefusalText();
  const navigate = useNavigate();
  const { message, modal } = App.useApp();
  const [asking, setAsking] = useState<Asking | null>(null);
  const shut = () => setAsking(null);
  const confirm = useCommand(api.loans.confirm, {
    onDone: ({ no }) => void message.success(t('loan.confirmed', { no })),
  });
  const reverse = useCommand(api.loans.reverse, { onDone: shut });
  const discard = useCommand(api.loans.discard, {
    onDone: () => void navigate({ to: '/loans', search: {} }),
  });
  const refused = { onError: (error: Error) => void message.error(words(error)) };
  const params = { id: doc.id };
  const { version, can } = doc;
  const printed = printedLoan(doc);
  const ask = () =>
    void modal.confirm({
      title: t('stock.discardAsk'),
      okText: t('stock.discard'),
      cancelText: t('common.cancel'),
      onOk: () => discard.mutate({ params, body: { version } }, refused),
    });
  return (
    <>
      {can.confirm && !can.update && (
        <Button
          type="primary"
          loading={confirm.isPending}
          onClick={() => confirm.mutate({ params, body: { version } }, refused)}
        >
          {t('loan.confirm')}
        </Button>
      )}
      {can.update && <Button onClick={ask}>{t('stock.discard')}</Button>}
      {can.takeBack && (
        <Button type="primary" onClick={() => setAsking('takeBack')}>
          {t('loan.takeBack')}
        </Button>
      )}
      {can.sell && <Button onClick={() => setAsking('sell')}>{t('loan.sell')}</Button>}
      {can.extend && <Button onClick={() => setAsking('extend')}>{t('loan.extend')}</Button>}
      {printed && <PrintButton doc={printed} />}
      {can.reverse && <Button onClick={() => setAsking('reverse')}>{t('stock.reverse')}</Button>}
      <ReasonDialog
        open={asking === 'reverse'}
        title={t('stock.reverseTitle', { no: doc.no })}
        why={t('loan.reverseWhy')}
        okText={t('stock.reverse')}
        saving={reverse.isPending}
        onReason={(reason) => reverse.mutate({ params, body: { version, reason } }, refused)}
        onClose={shut}
      />
      {asking === 'extend' && <LoanExtendDialog doc={doc} onClose={shut} />}
      {(asking === 'takeBack' || asking === 'sell') && (
        <LoanPartsDialog doc={doc} sells={asking === 'sell'} onClose={shut} />
      )}
    </>
  );
}

/** Takes back what was noted as come back. */
export function ReverseReturn({ row, onClose }: { row: LoanReturn; onClose: () => void }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const reverse = useCommand(api.loans.reverseReturn, { onDone: onClose });
  return (
    <ReasonDialog
      open
      title={t('stock.reverseTitle', { no: row.no })}
      why={t('loan.reverseReturnWhy')}
      okText={t('stock.reverse')}
      saving={reverse.isPending}
      onReason={(reason) =>
        reverse.mutate(
          { params: { id: row.id }, body: { version: row.version, reason } },
          { onError: (error: Error) => void message.error(words(error)) },
        )
      }
      onClose={onClose}
    />
  );
}
