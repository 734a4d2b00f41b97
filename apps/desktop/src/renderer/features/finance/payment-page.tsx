import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { isEndorsable } from '@xinhang/shared/bill-rules.ts';
import type { Payment } from '@xinhang/shared/payments.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useNeighbours } from '../../app/record-trail.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Unread } from '../../ui/loaded.tsx';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { BillLink } from './bill-words.tsx';
import { refundedOf } from './refunded.ts';
import { money } from './money.ts';
import { PaymentEditor } from './payment-editor.tsx';
import { PaymentPrint } from './payment-print.tsx';
import { PostedBy } from './posted-by.tsx';
import { ReceiptLines } from './receipt-lines.tsx';
import { TakenBackLines } from './taken-back-lines.tsx';
import { useRefused } from '../../form/use-refused.ts';

/** A payment on its page. */
export function PaymentPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.payments.get, { params: { id } });
  const { previous, next } = useNeighbours(
    id,
    (to) => void navigate({ to: '/payments/$id', params: { id: String(to) }, replace: true }),
  );
  const title = (doc: Payment) => doc.no || t('payment.draft');
  return (
    <RecordPage<Payment>
      found={found}
      tab={{ path: `/payments/${id}`, title }}
      previous={previous}
      next={next}
    >
      {(doc) => (
        <>
          <RecordHead
            title={doc.no === '' ? t('payment.draft') : t('payment.no', { no: doc.no })}
            facts={<PostedBy doc={doc} />}
          >
            {doc.state === 'confirmed' && <PaymentPrint doc={doc} />}
            {doc.mayReverse && <Reverse doc={doc} />}
          </RecordHead>
          {doc.mayEdit ? (
            <PaymentEditor
              key={doc.id}
              doc={doc}
              onSaved={() => undefined}
              actions={<Discard doc={doc} />}
            />
          ) : (
            <Posted doc={doc} />
          )}
        </>
      )}
    </RecordPage>
  );
}

interface New {
  supplier: NameRef | null;
  /** A bill that it endorses, where it is still held. */
  billId: number | null;
}

/** A payment that is begun; it gets its own page once it is saved. */
export function NewPaymentPage({ supplier, billId }: New) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const found = useEndpoint(
    api.bills.get,
    { params: { id: billId ?? 0 } },
    { enabled: billId !== null },
  );
  if (billId !== null && !found.data) {
    return (
      <div className="page">
        <Unread found={found} />
      </div>
    );
  }
  const bill = found.data && isEndorsable(found.data, today) ? found.data : null;
  return (
    <div className="page page-scroll">
      <RecordHead title={t('payment.new')} />
      <PaymentEditor
        doc={null}
        supplier={supplier}
        bill={bill}
        onSaved={({ id }) =>
          void navigate({ to: '/payments/$id', params: { id: String(id) }, replace: true })
        }
      />
    </div>
  );
}

/** What was posted: words, nothing to write in. */
function Posted({ doc }: { doc: Payment }) {
  const { t } = useText();
  const { supplier } = doc;
  const payee = [doc.payeeBank, doc.payeeAccount].filter(Boolean).join(' ');
  const field = (label: string, text: ReactNode, wide = false) => (
    <div className={wide ? 'doc-field doc-wide' : 'doc-field'}>
      <span>{label}</span>
      <span>{text}</span>
    </div>
  );
  return (
    <>
      <div className="doc-head">
        {field(
          t('payable.supplier'),
          <Link to="/payables/$id" params={{ id: String(supplier.id) }} search={{}}>
            {supplier.name}
          </Link>,
        )}
        {field(t('finance.amount'), <strong>{money(doc.amountFen)}</strong>)}
        {doc.account && field(t('payment.account'), doc.account.name)}
        {doc.bill && field(t('bill.bill'), <BillLink bill={doc.bill} />, true)}
        {field(t('payment.method'), t(`finance.method.${doc.method}`))}
        {field(t('finance.date'), doc.businessDate)}
        {doc.feeFen > 0 && field(t('finance.fee'), money(doc.feeFen))}
        {doc.state === 'confirmed' && field(t('payable.unusedRest'), money(doc.restFen))}
        {payee !== '' && field(t('payment.payee'), payee, true)}
        {doc.note !== '' && field(t('finance.note'), doc.note, true)}
      </div>
      {doc.state !== 'reversed' && <ReceiptLines side="ap" lines={doc.lines} />}
      <TakenBackLines lines={doc.takenBack} />
    </>
  );
}

function Discard({ doc }: { doc: Payment }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const refused = useRefused();
  const discard = useCommand(api.payments.discard, {
    onDone: () => void navigate({ to: '/payments', search: {} }),
  });
  const ask = () =>
    void modal.confirm({
      title: t('finance.discardAsk'),
      okText: t('finance.discard'),
      cancelText: t('common.cancel'),
      onOk: () =>
        discard.mutate({ params: { id: doc.id }, body: { version: doc.version } }, refused),
    });
  return <Button onClick={ask}>{t('finance.discard')}</Button>;
}

function Reverse({ doc }: { doc: Payment }) {
  const { t } = useText();
  const refused = useRefused();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const reverse = useCommand(api.payments.reverse, { onDone: close });
  const refundedFen = refundedOf(doc);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('finance.reverse')}</Button>
      <ReasonDialog
        open={open}
        title={t('finance.reverseTitle', { no: doc.no })}
        why={
          refundedFen === 0
            ? t('payment.reverseWhy')
            : t('payment.reverseRefundedWhy', { amount: money(refundedFen) })
        }
        okText={t('finance.reverse')}
        saving={reverse.isPending}
        onReason={(reason) =>
          reverse.mutate(
            { params: { id: doc.id }, body: { version: doc.version, reason, refundedFen } },
            refused,
          )
        }
        onClose={close}
      />
    </>
  );
}
