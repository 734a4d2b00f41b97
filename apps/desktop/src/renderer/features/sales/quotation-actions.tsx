import { api } from '@xinhang/shared/contract/api.ts';
import type { Quotation } from '@xinhang/shared/quotations.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { PrintButton } from '../../form/print/print-dialog.tsx';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { printedQuotation } from './printed-order.ts';

type Asking = 'reject' | 'sendBack';

interface Props {
  quotation: Quotation;
  onCompare: () => void;
}

/** What may be done with a quotation now. */
export function QuotationActions({ quotation, onCompare }: Props) {
  const { t } = useText();
  const words = useRefusalText();
  const navigate = useNavigate();
  const mayWrite = useMay('quotations.update');
  const { message, modal } = App.useApp();
  const [asking, setAsking] = useState<Asking | null>(null);
  const shut = () => setAsking(null);
  const send = useCommand(api.quotations.send);
  const accept = useCommand(api.quotations.accept);
  const revise = useCommand(api.quotations.revise);
  const reject = useCommand(api.quotations.reject, { onDone: shut });
  const sendBack = useCommand(api.quotations.sendBack, { onDone: shut });
  const order = useCommand(api.quotations.order, {
    onDone: ({ orderId }) =>
      void navigate({ to: '/sales-orders/$id', params: { id: String(orderId) } }),
  });
  const begin = useCommand(api.contracts.begin, {
    onDone: (made) => void navigate({ to: '/contracts/$id', params: { id: String(made.id) } }),
  });
  const discard = useCommand(api.quotations.discard, {
    onDone: () => void navigate({ to: '/quotations' }),
  });
  const refused = { onError: (error: Error) => void message.error(words(error)) };
  const { id, version, state, can } = quotation;
  const seen = { params: { id }, body: { version } };
  const printed = printedQuotation(quotation);
  const run = { reject, sendBack };
  const askDiscard = () =>
    void modal.confirm({
      title: t('order.discardAsk'),
      okText: t('order.discard'),
      cancelText: t('common.cancel'),
      onOk: () => discard.mutate(seen, refused),
    });
  return (
    <>
      {can.send && (
        <Button type="primary" loading={send.isPending} onClick={() => send.mutate(seen, refused)}>
          {t('quotation.send')}
        </Button>
      )}
      {can.decide && (
        <Button
          type="primary"
          loading={accept.isPending}
          onClick={() => accept.mutate(seen, refused)}
        >
          {t('quotation.accept')}
        </Button>
      )}
      {can.order && (
        <Button
          type="primary"
          loading={order.isPending}
          onClick={() => order.mutate(seen, refused)}
        >
          {t('quotation.order')}
        </Button>
      )}
      {can.contract && (
        <Button
          loading={begin.isPending}
          onClick={() => begin.mutate({ body: { from: 'quotation', id } }, refused)}
        >
          {t('contract.begin')}
        </Button>
      )}
      {(can.decide || (can.revise && state === 'expired')) && (
        <Button onClick={() => setAsking('reject')}>{t('quotation.reject')}</Button>
      )}
      {can.revise && (
        <Button loading={revise.isPending} onClick={() => revise.mutate(seen, refused)}>
          {t('quotation.revise')}
        </Button>
      )}
      {can.sendBack && <Button onClick={() => setAsking('sendBack')}>{t('order.sendBack')}</Button>}
      {can.discard && <Button onClick={askDiscard}>{t('order.discard')}</Button>}
      {quotation.revision > 1 && <Button onClick={onCompare}>{t('quotation.compare')}</Button>}
      {printed && <PrintButton doc={printed} />}
      {mayWrite && quotation.no !== '' && (
        <Button onClick={() => void navigate({ to: '/quotations/new', search: { copy: id } })}>
          {t('quotation.copy')}
        </Button>
      )}
      {(['reject', 'sendBack'] as const).map((what) => (
        <ReasonDialog
          key={what}
          open={asking === what}
          title={t(`quotation.${what}Title`, { no: quotation.no })}
          why={t(`quotation.${what}Why`)}
          okText={t(`quotation.${what}Ok`)}
          saving={run[what].isPending}
          onReason={(reason) =>
            run[what].mutate({ params: { id }, body: { version, reason } }, refused)
          }
          onClose={shut}
        />
      ))}
    </>
  );
}
