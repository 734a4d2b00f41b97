import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { fapiaoKinds, type FapiaoKind } from '@xinhang/shared/fapiao-rules.ts';
import type { SupplierInvoice } from '@xinhang/shared/supplier-invoices.ts';
import { Checkbox, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { DocumentFrame, HeadField } from '../../form/document/document-frame.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { SupplierRefPicker } from '../../form/supplier-ref-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { money } from './money.ts';
import {
  amountOf,
  blankCharge,
  bodyOf,
  draftOf,
  emptyInvoice,
  isCharge,
  rowsOf,
  type InvoiceDraft,
  type InvoiceRow,
} from './supplier-invoice-draft.ts';
import { SupplierCharges } from './supplier-charges.tsx';
import { SupplierInvoiceLines } from './supplier-invoice-lines.tsx';
import { useFieldWords } from './use-field-words.ts';

interface Props {
  /** Null: it is begun. */
  doc: SupplierInvoice | null;
  supplier?: NameRef | null;
  actions?: ReactNode;
  onSaved: (doc: SupplierInvoice) => void;
}

const isWhole = ({ qtyE4, netFen, taxFen }: InvoiceRow) =>
  [qtyE4, netFen, taxFen].every(isReckoned);

/** An amount that is reckoned, or nothing yet. */
const whole = (value: number | null): number =>
  value !== null && Number.isSafeInteger(value) ? value : 0;

/** An invoice of a supplier that is written: from whom, its number, and what it is for. */
export function SupplierInvoiceEditor({ doc, supplier = null, actions, onSaved }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const words = useProblemText();
  const fields = useFieldWords();
  const document = useDocument<SupplierInvoice, InvoiceDraft>({
    name: 'supplierInvoice',
    fresh: supplier ? `new.${supplier.id}` : 'new',
    doc,
    begin: () => emptyInvoice(today, supplier),
    draftOf,
  });
  const { put: change, now } = document;
  // What was begun before an invoice could be of an expense says nothing of that.
  const draft = { ...emptyInvoice(today, supplier), ...document.value };
  const expense = draft.purpose === 'expense';
  const found = useEndpoint(
    api.supplierInvoices.ofSupplier,
    { params: { id: draft.supplier?.id ?? 0 } },
    { enabled: draft.supplier !== null && !expense, keep: true },
  );
  const open = draft.supplier?.id === found.data?.supplier.id ? found.data?.rows : undefined;
  const rows = rowsOf(now, open, draft);
  const create = useCommand(api.supplierInvoices.create, { form: true });
  const update = useCommand(api.supplierInvoices.update);
  const confirm = useCommand(api.supplierInvoices.confirm);
  const commands = useDocumentCommands(document, {
    editable: true,
    missing: (written) => {
      const whole = expense
        ? draft.charges.every(isCharge)
        : rows.every(isWhole) && rows.some(({ qtyE4 }) => qtyE4);
      return written.supplier !== null && whole ? null : t('supplierInvoice.incomplete');
    },
    save: async (written, saved) => {
      const supplierId = written.supplier!.id;
      const fresh = expense
        ? { rows: [] }
        : await client.call(api.supplierInvoices.ofSupplier, { params: { id: supplierId } });
      const body = bodyOf({ ...draft, ...written }, rowsOf(saved, fresh.rows, written));
      return saved === null
        ? await create.mutateAsync({ body: { supplierId, ...body } })
        : await update.mutateAsync({
            params: { id: saved.id },
            body: { version: saved.version, ...body },
          });
    },
    confirm: ({ id, version }) => confirm.mutateAsync({ params: { id }, body: { version } }),
    confirmed: () => t('supplierInvoice.confirmed'),
    onSaved,
  });
  const { error } = commands;
  const written = update.variables ?? create.variables;
  const sent = written?.body.lines ?? doc?.lines;
  const placeOf = (at: number) =>
    rows.findIndex((row) => row.receiptLineId === sent?.[at]?.receiptLineId);
  const sum = (of: 'net' | 'tax') =>
    expense
      ? draft.charges.reduce((all, one) => all + whole(of === 'net' ? one.netFen : one.taxFen), 0)
      : rows.reduce((all, row) => all + amountOf(row, of), 0);
  const [net, tax] = [sum('net'), sum('tax')];
  const estimate = rows.reduce((all, row) => all + row.estimateNetFen + row.estimateTaxFen, 0);
  return (
    <DocumentFrame
      head={<Head draft={draft} doc={now} begun={supplier} change={change} />}
      lines={
        expense ? (
          <SupplierCharges charges={draft.charges} onChange={(charges) => change({ charges })} />
        ) : (
          draft.supplier !== null && (
            <SupplierInvoiceLines rows={rows} onChange={(parts) => change({ parts })} />
          )
        )
      }
      strip={draft.supplier === null && !expense && t('supplierInvoice.chooseSupplier')}
      totals={[
        ...(expense ? [] : [{ label: t('supplierInvoice.estimate'), text: money(estimate) }]),
        { label: t('fapiao.tax'), text: money(tax) },
        { label: t('fapiao.gross'), text: money(net + tax) },
      ]}
      effect={t(expense ? 'supplierInvoice.expenseWhy' : 'supplierInvoice.confirmWhy')}
      refusals={error ? fields(error, words(error), placeOf) : []}
      confirmText={t('supplierInvoice.confirm')}
      actions={actions}
      {...commands.frame}
    />
  );
}

interface HeadProps {
  draft: InvoiceDraft;
  doc: SupplierInvoice | null;
  begun: NameRef | null;
  change: (part: Partial<InvoiceDraft>) => void;
}

function Head({ draft, doc, begun, change }: HeadProps) {
  const { t } = useText();
  const { today } = useDates();
  const special = draft.kind === 'digitalSpecial' || draft.kind === 'paperSpecial';
  return (
    <>
      <HeadField label={t('supplierInvoice.purpose')}>
        <Select<InvoiceDraft['purpose']>
          aria-label={t('supplierInvoice.purpose')}
          value={draft.purpose}
          options={(['goods', 'expense'] as const).map((value) => ({
            value,
            label: t(`supplierInvoice.purpose.${value}`),
          }))}
          onChange={(purpose) =>
            change({ purpose, ...(draft.charges.length === 0 && { charges: [blankCharge()] }) })
          }
        />
      </HeadField>
      <HeadField label={t('supplierInvoice.supplier')}>
        {doc ? (
          <span>{doc.supplier.name}</span>
        ) : (
          <SupplierRefPicker
            label={t('supplierInvoice.supplier')}
            autoFocus={begun === null}
            value={draft.supplier}
            onChange={(supplier) => change({ supplier, parts: null })}
          />
        )}
      </HeadField>
      <HeadField label={t('fapiao.kind')}>
        <Select<FapiaoKind>
          aria-label={t('fapiao.kind')}
          value={draft.kind}
          options={fapiaoKinds.map((value) => ({ value, label: t(`fapiao.kind.${value}`) }))}
          onChange={(kind) => change({ kind, deductible: null })}
        />
      </HeadField>
      <HeadField label={t('fapiao.number')} wide>
        <Input
          maxLength={40}
          autoComplete="off"
          aria-label={t('fapiao.number')}
          autoFocus={begun !== null && doc === null}
          value={draft.number}
          onChange={(event) => change({ number: event.target.value })}
        />
      </HeadField>
      <HeadField label={t('fapiao.code')}>
        <Input
          maxLength={20}
          autoComplete="off"
          aria-label={t('fapiao.code')}
          placeholder={t('fapiao.codeWhy')}
          value={draft.code}
          onChange={(event) => change({ code: event.target.value })}
        />
      </HeadField>
      <HeadField label={t('fapiao.date')}>
        <DateField
          label={t('fapiao.date')}
          today={today}
          value={draft.businessDate}
          onChange={(date) => date && change({ businessDate: date })}
        />
      </HeadField>
      <HeadField label={t('supplierInvoice.dueDate')}>
        <DateField
          label={t('supplierInvoice.dueDate')}
          today={today}
          value={draft.dueDate}
          onChange={(dueDate) => change({ dueDate })}
        />
      </HeadField>
      <div className="doc-field">
        <Checkbox
          title={t('supplierInvoice.deductibleWhy')}
          checked={draft.deductible ?? special}
          onChange={(event) => change({ deductible: event.target.checked })}
        >
          {t('supplierInvoice.deductible')}
        </Checkbox>
      </div>
      <HeadField label={t('fapiao.note')} wide>
        <Input
          maxLength={500}
          autoComplete="off"
          aria-label={t('fapiao.note')}
          value={draft.note}
          onChange={(event) => change({ note: event.target.value })}
        />
      </HeadField>
    </>
  );
}
