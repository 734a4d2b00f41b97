import { api } from '@xinhang/shared/contract/api.ts';
import { MOST_FEN } from '@xinhang/shared/most-fen.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Payment } from '@xinhang/shared/payments.ts';
import {
  settlingMethods,
  type ReceiptLine,
  type SettlingMethod,
} from '@xinhang/shared/receipts.ts';
import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { DocumentFrame, HeadField } from '../../form/document/document-frame.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { MoneyField } from '../../form/money-field.tsx';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { SupplierRefPicker } from '../../form/supplier-ref-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { CashAccountSelect } from '../../form/cash-account-select.tsx';
import { isWholeBill } from './bill-draft.ts';
import { BillFields } from './bill-fields.tsx';
import { HeldBillSelect } from './held-bill-select.tsx';
import { amountOf, isTooMuch, money } from './money.ts';
import {
  bodyOf,
  draftOf,
  emptyPayment,
  type EndorsedBill,
  type PaymentDraft,
} from './payment-draft.ts';
import { settledOf } from './receipt-draft.ts';
import { ReceiptLines } from './receipt-lines.tsx';
import { useFieldWords } from './use-field-words.ts';

interface Props {
  /** Null: it is begun. */
  doc: Payment | null;
  supplier?: NameRef | null;
  /** By which one is begun that endorses a bill. */
  bill?: EndorsedBill | null;
  actions?: ReactNode;
  onSaved: (doc: Payment) => void;
}

/** A payment that is written: to whom, how much, from which account, and what it settles. */
export function PaymentEditor({ doc, supplier = null, bill = null, actions, onSaved }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const words = useProblemText();
  const fields = useFieldWords();
  const document = useDocument<Payment, PaymentDraft>({
    name: 'payment',
    // What is written for a bill stays beside what is written without one.
    ...(bill && { fresh: `bill-${bill.id}` }),
    doc,
    begin: () => emptyPayment(today, supplier, bill),
    draftOf,
  });
  const { value: draft, put: change } = document;
  const amountFen = amountOf(draft.amountFen);
  const feeFen = draft.method !== 'bill' && isReckoned(draft.feeFen) ? (draft.feeFen ?? 0) : 0;
  const proposal = useEndpoint(
    api.payments.proposal,
    { params: { id: draft.supplier?.id ?? 0 }, query: { amountFen } },
    { enabled: draft.supplier !== null, keep: true },
  );
  const known = draft.supplier === null ? undefined : proposal.data;
  const lines = settledOf(known?.rows ?? [], draft);
  const create = useCommand(api.payments.create, { form: true });
  const update = useCommand(api.payments.update);
  const confirm = useCommand(api.payments.confirm);
  const commands = useDocumentCommands(document, {
    editable: true,
    missing: (written) => {
      if (isTooMuch(written.amountFen)) return t('finance.tooMuch', { limit: money(MOST_FEN) });
      const byBill = written.method === 'bill';
      const said = byBill
        ? written.billId !== null || isWholeBill(written.bill)
        : written.accountId !== null && isReckoned(written.feeFen);
      if (written.supplier !== null && said && amountOf(written.amountFen) > 0) return null;
      return t(byBill ? 'bill.incomplete' : 'payment.incomplete');
    },
    save: async (written, saved) => {
      const body = bodyOf(written, settledOf(await proposed(written), written));
      return saved === null
        ? create.mutateAsync({ body })
        : update.mutateAsync({
            params: { id: saved.id },
            body: { version: saved.version, ...body },
          });
    },
    confirm: ({ id, version }) => confirm.mutateAsync({ params: { id }, body: { version } }),
    confirmed: () => null,
    onSaved,
  });
  const { error } = commands;
  const sent = (update.variables ?? create.variables)?.body.lines ?? doc?.lines;
  const placeOf = (at: number) => lines.findIndex((line) => line.itemId === sent?.[at]?.itemId);
  const refusals = error ? fields(error, words(error), placeOf) : [];
  const paid = lines.reduce((sum, line) => sum + line.amountFen, 0);
  const letOff = lines.reduce((sum, line) => sum + line.discountFen, 0);
  const payee = known && [known.payeeBank, known.payeeAccount].filter(Boolean).join(' ');
  return (
    <DocumentFrame
      head={<Head draft={draft} fresh={doc === null} change={change} />}
      lines={
        draft.supplier !== null && (
          <ReceiptLines
            side="ap"
            lines={lines}
            proposed={draft.parts === null}
            onPropose={() => change({ parts: null })}
            onChange={(parts) => change({ parts })}
          />
        )
      }
      strip={
        draft.supplier === null
          ? t('payment.chooseSupplier')
          : payee !== undefined &&
            (payee === ''
              ? t('payment.noPayee')
              : t('common.labelled', { label: t('payment.payee'), text: payee }))
      }
      totals={[
        { label: t('finance.settledSum'), text: money(paid) },
        ...(letOff > 0 ? [{ label: t('finance.discount'), text: money(letOff) }] : []),
        { label: t('payable.toAdvance'), text: money(amountFen - paid) },
        ...(feeFen > 0 ? [{ label: t('payment.paidOut'), text: money(amountFen + feeFen) }] : []),
      ]}
      effect={t(draft.method === 'bill' ? 'bill.confirmPaymentWhy' : 'payment.confirmWhy')}
      refusals={refusals}
      {...commands.frame}
      confirmText={t('payment.confirm')}
      actions={actions}
    />
  );
}

/** The rows that are owed with what the amount settles of each, as they stand when it is saved. */
async function proposed(draft: PaymentDraft): Promise<ReceiptLine[]> {
  if (draft.supplier === null) return [];
  const { rows } = await client.call(api.payments.proposal, {
    params: { id: draft.supplier.id },
    query: { amountFen: amountOf(draft.amountFen) },
  });
  return rows;
}

interface HeadProps {
  draft: PaymentDraft;
  fresh: boolean;
  change: (part: Partial<PaymentDraft>) => void;
}

function Head({ draft, fresh, change }: HeadProps) {
  const { t } = useText();
  const { today } = useDates();
  return (
    <>
      <HeadField label={t('payable.supplier')} wide>
        <SupplierRefPicker
          label={t('payable.supplier')}
          autoFocus={fresh && draft.supplier === null}
          value={draft.supplier}
          onChange={(supplier) => change({ supplier, parts: null })}
        />
      </HeadField>
      <HeadField label={t('finance.amount')}>
        <MoneyField
          label={t('finance.amount')}
          autoFocus={fresh && draft.supplier !== null}
          value={draft.amountFen}
          onChange={(amountFen) => change({ amountFen })}
        />
      </HeadField>
      <HeadField label={t('payment.method')}>
        <Select<SettlingMethod>
          aria-label={t('payment.method')}
          value={draft.method}
          options={settlingMethods.map((value) => ({ value, label: t(`finance.method.${value}`) }))}
          onChange={(method) => change({ method })}
        />
      </HeadField>
      {draft.method !== 'bill' && (
        <HeadField label={t('payment.account')}>
          <CashAccountSelect
            label={t('payment.account')}
            value={draft.accountId}
            onChange={(accountId) => change({ accountId })}
          />
        </HeadField>
      )}
      {draft.method === 'bill' && (
        <HeadField label={t('bill.which')} wide>
          <HeldBillSelect
            value={draft.billId}
            onChange={(bill) =>
              change({
                billId: bill?.id ?? null,
                // It is passed on whole.
                ...(bill && { amountFen: bill.amountFen, parts: null }),
              })
            }
          />
        </HeadField>
      )}
      <HeadField label={t('finance.date')}>
        <DateField
          label={t('finance.date')}
          today={today}
          value={draft.businessDate}
          onChange={(date) => date && change({ businessDate: date })}
        />
      </HeadField>
      {draft.method !== 'bill' && (
        <HeadField label={t('finance.fee')}>
          <MoneyField
            label={t('finance.fee')}
            value={draft.feeFen}
            onChange={(feeFen) => change({ feeFen })}
          />
        </HeadField>
      )}
      {draft.method === 'bill' && draft.billId === null && (
        <BillFields bill={draft.bill} onChange={(bill) => change({ bill })} />
      )}
      <HeadField label={t('finance.note')} wide>
        <Input
          maxLength={500}
          autoComplete="off"
          aria-label={t('finance.note')}
          value={draft.note}
          onChange={(event) => change({ note: event.target.value })}
        />
      </HeadField>
    </>
  );
}
