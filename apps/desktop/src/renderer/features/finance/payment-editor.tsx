import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Payment } from '@xinhang/shared/payments.ts';
import { receiptMethods, type ReceiptMethod } from '@xinhang/shared/receipts.ts';
import { Input, Select } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { DocumentFrame, HeadField } from '../../form/document/document-frame.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { SupplierRefPicker } from '../../form/supplier-ref-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { CashAccountSelect } from './cash-account-select.tsx';
import { money } from './money.ts';
import { bodyOf, draftOf, type PaymentDraft } from './payment-draft.ts';
import { settledOf } from './receipt-draft.ts';
import { ReceiptLines } from './receipt-lines.tsx';
import { useFieldWords } from './use-field-words.ts';

interface Props {
  /** Null: it is begun. */
  doc: Payment | null;
  supplier?: NameRef | null;
  actions?: ReactNode;
  onSaved: (doc: Payment) => void;
}

/** A payment that is written: to whom, how much, from which account, and what it settles. */
export function PaymentEditor({ doc, supplier = null, actions, onSaved }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const [draft, setDraft] = useState<PaymentDraft>(() => draftOf(doc, { today, supplier }));
  const [dirty, setDirty] = useState(doc === null);
  const change = (part: Partial<PaymentDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    setDirty(true);
  };
  const sums = [draft.amountFen, draft.feeFen];
  const amountFen = isReckoned(draft.amountFen) ? (draft.amountFen ?? 0) : 0;
  const feeFen = isReckoned(draft.feeFen) ? (draft.feeFen ?? 0) : 0;
  const proposal = useEndpoint(
    api.payments.proposal,
    { params: { id: draft.supplier?.id ?? 0 }, query: { amountFen } },
    { enabled: draft.supplier !== null, keep: true },
  );
  const known = draft.supplier === null ? undefined : proposal.data;
  const lines = settledOf(known?.rows ?? [], draft);
  const commands = useSaving(doc, onSaved);
  const complete =
    draft.supplier !== null && draft.accountId !== null && amountFen > 0 && sums.every(isReckoned);
  const save = (confirm: boolean) => {
    if (complete && !commands.saving) commands.save(bodyOf(draft, lines), confirm);
    else commands.missing();
  };
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
      effect={t('payment.confirmWhy')}
      refusals={commands.refusals}
      restored={false}
      onDrop={() => undefined}
      onSave={() => save(false)}
      onConfirm={() => save(true)}
      confirmText={t('payment.confirm')}
      saving={commands.saving}
      dirty={dirty}
      actions={actions}
    />
  );
}

/** Saves, and confirms what was saved where that is asked for. */
function useSaving(doc: Payment | null, onSaved: (doc: Payment) => void) {
  const { t } = useText();
  const words = useProblemText();
  const fields = useFieldWords();
  const [said, setSaid] = useState<string[]>([]);
  const confirms = useRef(false);
  const confirm = useCommand(api.payments.confirm, { onDone: onSaved });
  const saved = (answer: Payment) => {
    if (!confirms.current) onSaved(answer);
    else {
      confirm.mutate(
        { params: { id: answer.id }, body: { version: answer.version } },
        // What was saved stays a draft with a page of its own.
        { onError: () => onSaved(answer) },
      );
    }
  };
  const create = useCommand(api.payments.create, { onDone: saved });
  const update = useCommand(api.payments.update, { onDone: saved });
  const error = confirm.error ?? create.error ?? update.error;
  return {
    saving: create.isPending || update.isPending || confirm.isPending,
    refusals: error ? fields(error, words(error)) : said,
    missing: () => setSaid([t('payment.incomplete')]),
    save: (body: ReturnType<typeof bodyOf>, andConfirm: boolean) => {
      confirms.current = andConfirm;
      setSaid([]);
      if (doc) update.mutate({ params: { id: doc.id }, body: { version: doc.version, ...body } });
      else create.mutate({ body });
    },
  };
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
      <HeadField label={t('payable.supplier')}>
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
      <HeadField label={t('payment.account')}>
        <CashAccountSelect
          label={t('payment.account')}
          value={draft.accountId}
          onChange={(accountId) => change({ accountId })}
        />
      </HeadField>
      <HeadField label={t('payment.method')}>
        <Select<ReceiptMethod>
          aria-label={t('payment.method')}
          value={draft.method}
          options={receiptMethods.map((value) => ({ value, label: t(`finance.method.${value}`) }))}
          onChange={(method) => change({ method })}
        />
      </HeadField>
      <HeadField label={t('finance.date')}>
        <DateField
          label={t('finance.date')}
          today={today}
          value={draft.businessDate}
          onChange={(date) => date && change({ businessDate: date })}
        />
      </HeadField>
      <HeadField label={t('finance.fee')}>
        <MoneyField
          label={t('finance.fee')}
          value={draft.feeFen}
          onChange={(feeFen) => change({ feeFen })}
        />
      </HeadField>
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
