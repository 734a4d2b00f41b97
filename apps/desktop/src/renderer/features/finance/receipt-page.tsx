import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Receipt } from '@xinhang/shared/receipts.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useNeighbours } from '../../app/record-trail.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { DialogButtons, ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { BillLink } from './bill-words.tsx';
import { money } from './money.ts';
import { PostedBy } from './posted-by.tsx';
import { ReceiptEditor } from './receipt-editor.tsx';
import { useRefused } from '../../form/use-refused.ts';
import { refundedOf } from './refunded.ts';
import { ReceiptLines } from './receipt-lines.tsx';
import { TakenBackLines } from './taken-back-lines.tsx';

/** A receipt on its page. */
export function ReceiptPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.receipts.get, { params: { id } });
  const { previous, next } = useNeighbours(
    id,
    (to) => void navigate({ to: '/receipts/$id', params: { id: String(to) }, replace: true }),
  );
  const title = (doc: Receipt) => doc.no || t('finance.receiptDraft');
  return (
    <RecordPage<Receipt>
      found={found}
      tab={{ path: `/receipts/${id}`, title }}
      previous={previous}
      next={next}
    >
      {(doc) => (
        <>
          <Head doc={doc} />
          {doc.mayEdit ? (
            <ReceiptEditor
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

/** A receipt that is begun; it gets its own page once it is saved. */
export function NewReceiptPage({ customer }: { customer: NameRef | null }) {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <div className="page page-scroll">
      <RecordHead title={t('finance.newReceipt')} />
      <ReceiptEditor
        doc={null}
        customer={customer}
        onSaved={({ id }) =>
          void navigate({ to: '/receipts/$id', params: { id: String(id) }, replace: true })
        }
      />
    </div>
  );
}

function Head({ doc }: { doc: Receipt }) {
  const { t } = useText();
  return (
    <RecordHead
      title={doc.no === '' ? t('finance.receiptDraft') : t('finance.receiptNo', { no: doc.no })}
      facts={<PostedBy doc={doc} />}
    >
      {doc.mayClaim && <Claim doc={doc} />}
      {doc.mayReverse && <Reverse doc={doc} />}
    </RecordHead>
  );
}

/** What was posted: words, nothing to write in. */
function Posted({ doc }: { doc: Receipt }) {
  const { t } = useText();
  const { customer } = doc;
  const field = (label: string, text: React.ReactNode, wide = false) => (
    <div className={wide ? 'doc-field doc-wide' : 'doc-field'}>
      <span>{label}</span>
      <span>{text}</span>
    </div>
  );
  return (
    <>
      <div className="doc-head">
        {field(
          t('finance.customer'),
          customer ? (
            <Link to="/receivables/$id" params={{ id: String(customer.id) }} search={{}}>
              {customer.name}
            </Link>
          ) : (
            t('finance.unknownPayer', { payer: doc.payer })
          ),
        )}
        {field(t('finance.amount'), <strong>{money(doc.amountFen)}</strong>)}
        {doc.account && field(t('finance.cashAccount'), doc.account.name)}
        {doc.bill && field(t('bill.bill'), <BillLink bill={doc.bill} />, true)}
        {field(t('finance.method'), t(`finance.method.${doc.method}`))}
        {field(t('finance.date'), doc.businessDate)}
        {doc.feeFen > 0 && field(t('finance.fee'), money(doc.feeFen))}
        {doc.state === 'confirmed' && field(t('finance.unusedRest'), money(doc.restFen))}
        {doc.note !== '' && field(t('finance.note'), doc.note, true)}
      </div>
      {customer && doc.state === 'confirmed' && <ReceiptLines side="ar" lines={doc.lines} />}
      <TakenBackLines lines={doc.takenBack} />
    </>
  );
}

function Discard({ doc }: { doc: Receipt }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const refused = useRefused();
  const discard = useCommand(api.receipts.discard, {
    onDone: () => void navigate({ to: '/receipts', search: {} }),
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

function Reverse({ doc }: { doc: Receipt }) {
  const { t } = useText();
  const refused = useRefused();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const reverse = useCommand(api.receipts.reverse, { onDone: close });
  const refundedFen = refundedOf(doc);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('finance.reverse')}</Button>
      <ReasonDialog
        open={open}
        title={t('finance.reverseTitle', { no: doc.no })}
        why={
          refundedFen === 0
            ? t('finance.reverseReceiptWhy')
            : t('finance.reverseRefundedWhy', { amount: money(refundedFen) })
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

function Claim({ doc }: { doc: Receipt }) {
  const { t } = useText();
  const refused = useRefused();
  const [open, setOpen] = useState(false);
  const [customer, setCustomer] = useState<NameRef | null>(null);
  const close = () => setOpen(false);
  const claim = useCommand(api.receipts.claim, { onDone: close });
  const save = () => {
    if (!customer) return;
    const body = { version: doc.version, customerId: customer.id };
    claim.mutate({ params: { id: doc.id }, body }, refused);
  };
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('finance.claim')}
      </Button>
      <Modal
        {...beginInField}
        open={open}
        title={t('finance.claim')}
        footer={null}
        destroyOnHidden
        onCancel={close}
      >
        <div className="stack">
          <span className="soft">{t('finance.claimWhy')}</span>
          <CustomerRefPicker
            autoFocus
            label={t('finance.customer')}
            placeholder={t('finance.customer')}
            value={customer}
            onChange={setCustomer}
          />
          <DialogButtons
            okText={t('finance.claim')}
            ready={customer !== null && !claim.isPending}
            saving={claim.isPending}
            onOk={save}
            onClose={close}
          />
        </div>
      </Modal>
    </>
  );
}
