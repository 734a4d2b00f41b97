import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { SupplierInvoice } from '@xinhang/shared/supplier-invoices.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button, Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { neighbours, useRecordTrail } from '../../app/record-trail.ts';
import { DialogButtons, ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { money, moneyOrNone } from './money.ts';
import { PostedBy } from './posted-by.tsx';
import { draftOf, rowsOf } from './supplier-invoice-draft.ts';
import { SupplierInvoiceEditor } from './supplier-invoice-editor.tsx';
import { SupplierChargeTable } from './supplier-charge-table.tsx';
import { SupplierInvoiceRed } from './supplier-invoice-red-dialog.tsx';
import { SupplierInvoiceLines } from './supplier-invoice-lines.tsx';
import { useRefused } from '../../form/use-refused.ts';

/** An invoice of a supplier on its page. */
export function SupplierInvoicePage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.supplierInvoices.get, { params: { id } });
  const ids = useRecordTrail((trail) => trail.ids);
  const { previous, next } = neighbours(ids, id);
  const go = (to: number | null) =>
    to === null
      ? null
      : () =>
          void navigate({
            to: '/supplier-invoices/$id',
            params: { id: String(to) },
            replace: true,
          });
  const title = ({ number }: SupplierInvoice) =>
    number === '' ? t('supplierInvoice.draft') : t('supplierInvoice.no', { no: number });
  return (
    <RecordPage<SupplierInvoice>
      found={found}
      tab={{ path: `/supplier-invoices/${id}`, title }}
      previous={go(previous)}
      next={go(next)}
    >
      {(doc) => (
        <>
          <RecordHead title={title(doc)} facts={<PostedBy doc={doc} />}>
            {doc.can.certify && <Certify doc={doc} />}
            {doc.can.red && <SupplierInvoiceRed doc={doc} />}
            {doc.can.reverse && <Reverse doc={doc} />}
          </RecordHead>
          {doc.can.update ? (
            <SupplierInvoiceEditor
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

/** An invoice that is begun; it gets its own page once it is saved. */
export function NewSupplierInvoicePage({ supplier }: { supplier: NameRef | null }) {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <div className="page page-scroll">
      <RecordHead title={t('supplierInvoice.new')} />
      <SupplierInvoiceEditor
        doc={null}
        supplier={supplier}
        onSaved={({ id }) =>
          void navigate({
            to: '/supplier-invoices/$id',
            params: { id: String(id) },
            replace: true,
          })
        }
      />
    </div>
  );
}

function InvoiceLink({ of }: { of: { id: number; no: string } }) {
  return (
    <Link to="/supplier-invoices/$id" params={{ id: String(of.id) }}>
      {of.no}
    </Link>
  );
}

function Posted({ doc }: { doc: SupplierInvoice }) {
  const { t } = useText();
  const goods = doc.purpose === 'goods';
  const field = (label: string, text: ReactNode, wide = false) =>
    text !== '' && (
      <div className={wide ? 'doc-field doc-wide' : 'doc-field'}>
        <span>{label}</span>
        <span>{text}</span>
      </div>
    );
  const certified = doc.certifiedMonth
    ? t('supplierInvoice.certifiedIn', { month: doc.certifiedMonth })
    : t('supplierInvoice.uncertified');
  return (
    <>
      <div className="doc-head">
        {field(t('supplierInvoice.supplier'), doc.supplier.name)}
        {field(t('fapiao.kind'), t(`fapiao.kind.${doc.kind}`))}
        {field(t('fapiao.date'), doc.businessDate)}
        {field(t('fapiao.code'), doc.code)}
        {field(t('fapiao.net'), money(doc.netFen))}
        {field(t('fapiao.tax'), money(doc.taxFen))}
        {field(t('fapiao.gross'), <strong>{money(doc.grossFen)}</strong>)}
        {goods && field(t('supplierInvoice.estimate'), money(doc.estimateFen))}
        {goods && field(t('supplierInvoice.variance'), moneyOrNone(doc.grossFen - doc.estimateFen))}
        {doc.dueDate && field(t('supplierInvoice.dueDate'), doc.dueDate)}
        {doc.redOf && field(t('supplierInvoice.redOf'), <InvoiceLink of={doc.redOf} />)}
        {doc.reds.length > 0 &&
          field(
            t('supplierInvoice.reds'),
            doc.reds.map((red) => (
              <span key={red.id} style={{ marginInlineEnd: 12 }}>
                <InvoiceLink of={red} /> {money(red.grossFen)}
              </span>
            )),
            true,
          )}
        {doc.deductible &&
          doc.purpose !== 'red' &&
          field(t('supplierInvoice.certified'), certified)}
        {field(t('fapiao.note'), doc.note, true)}
      </div>
      {goods ? (
        <SupplierInvoiceLines rows={rowsOf(doc, [], draftOf(doc))} />
      ) : (
        <SupplierChargeTable charges={doc.charges} />
      )}
    </>
  );
}

function Discard({ doc }: { doc: SupplierInvoice }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const refused = useRefused();
  const discard = useCommand(api.supplierInvoices.discard, {
    onDone: () => void navigate({ to: '/supplier-invoices', search: {} }),
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

function Reverse({ doc }: { doc: SupplierInvoice }) {
  const { t } = useText();
  const refused = useRefused();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const reverse = useCommand(api.supplierInvoices.reverse, { onDone: close });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('finance.reverse')}</Button>
      <ReasonDialog
        open={open}
        title={t('finance.reverseTitle', { no: doc.number })}
        why={t(doc.purpose === 'goods' ? 'supplierInvoice.reverseWhy' : 'supplierInvoice.undoWhy')}
        okText={t('finance.reverse')}
        saving={reverse.isPending}
        onReason={(reason) =>
          reverse.mutate(
            { params: { id: doc.id }, body: { version: doc.version, reason } },
            refused,
          )
        }
        onClose={close}
      />
    </>
  );
}

/** Notes the month in which its tax was certified, or takes that back. */
function Certify({ doc }: { doc: SupplierInvoice }) {
  const { t } = useText();
  const refused = useRefused();
  const [open, setOpen] = useState(false);
  const [month, setMonth] = useState(doc.businessDate.slice(0, 7));
  const certify = useCommand(api.supplierInvoices.certify, { onDone: () => setOpen(false) });
  const say = (said: string | null) =>
    certify.mutate(
      { params: { id: doc.id }, body: { version: doc.version, month: said } },
      refused,
    );
  if (doc.certifiedMonth !== null) {
    return (
      <Button loading={certify.isPending} onClick={() => say(null)}>
        {t('supplierInvoice.uncertify')}
      </Button>
    );
  }
  const ready = /^2\d{3}-(0[1-9]|1[0-2])$/.test(month) && !certify.isPending;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('supplierInvoice.certify')}</Button>
      <Modal
        open={open}
        title={t('supplierInvoice.certify')}
        onCancel={() => setOpen(false)}
        {...beginInField}
        footer={null}
        destroyOnHidden
      >
        <div className="stack" {...saveKeys(() => ready && say(month))}>
          <label className="stack">
            {t('supplierInvoice.certifyWhy')}
            <Input
              autoFocus
              maxLength={7}
              placeholder="2026-11"
              aria-label={t('supplierInvoice.month')}
              value={month}
              onChange={(event) => setMonth(event.target.value)}
            />
          </label>
          <DialogButtons
            okText={t('supplierInvoice.certify')}
            ready={ready}
            saving={certify.isPending}
            onOk={() => say(month)}
            onClose={() => setOpen(false)}
          />
        </div>
      </Modal>
    </>
  );
}
