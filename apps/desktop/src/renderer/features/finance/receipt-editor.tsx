import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { receiptMethods, type Receipt, type ReceiptMethod } from '@xinhang/shared/receipts.ts';
import { Input, Select } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { DocumentFrame, HeadField } from '../../form/document/document-frame.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { CashAccountSelect } from './cash-account-select.tsx';
import { money } from './money.ts';
import { bodyOf, draftOf, settledOf, type ReceiptDraft } from './receipt-draft.ts';
import { ReceiptLines } from './receipt-lines.tsx';
import { useFieldWords } from './use-field-words.ts';

interface Props {
  /** Null: it is begun. */
  doc: Receipt | null;
  customer?: NameRef | null;
  actions?: ReactNode;
  onSaved: (doc: Receipt) => void;
}

/** A receipt that is written: who paid what into which account, and what it settles. */
export function ReceiptEditor({ doc, customer = null, actions, onSaved }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const [draft, setDraft] = useState<ReceiptDraft>(() => draftOf(doc, { today, customer }));
  const [dirty, setDirty] = useState(doc === null);
  const change = (part: Partial<ReceiptDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    setDirty(true);
  };
  const sums = [draft.amountFen, draft.feeFen];
  const amountFen = isReckoned(draft.amountFen) ? (draft.amountFen ?? 0) : 0;
  const proposal = useEndpoint(
    api.receipts.proposal,
    { params: { id: draft.customer?.id ?? 0 }, query: { amountFen } },
    { enabled: draft.customer !== null, keep: true },
  );
  const lines = draft.customer === null ? [] : settledOf(proposal.data?.rows ?? [], draft);
  const commands = useSaving(doc, onSaved);
  const complete = draft.accountId !== null && amountFen > 0 && sums.every(isReckoned);
  const save = (confirm: boolean) => {
    if (complete && !commands.saving) commands.save(bodyOf(draft, lines), confirm);
    else commands.missing();
  };
  const paid = lines.reduce((sum, line) => sum + line.amountFen, 0);
  const letOff = lines.reduce((sum, line) => sum + line.discountFen, 0);
  return (
    <DocumentFrame
      head={<Head draft={draft} fresh={doc === null} change={change} />}
      lines={
        draft.customer !== null && (
          <ReceiptLines
            side="ar"
            lines={lines}
            proposed={draft.parts === null}
            onPropose={() => change({ parts: null })}
            onChange={(parts) => change({ parts })}
          />
        )
      }
      strip={draft.customer === null ? t('finance.unknownWhy') : null}
      totals={[
        { label: t('finance.settledSum'), text: money(paid) },
        ...(letOff > 0 ? [{ label: t('finance.discount'), text: money(letOff) }] : []),
        { label: t('finance.toAdvance'), text: money(amountFen - paid) },
      ]}
      effect={t('finance.confirmWhy')}
      refusals={commands.refusals}
      restored={false}
      onDrop={() => undefined}
      onSave={() => save(false)}
      onConfirm={() => save(true)}
      confirmText={t('finance.confirmReceipt')}
      saving={commands.saving}
      dirty={dirty}
      actions={actions}
    />
  );
}

/** Saves, and confirms what was saved where that is asked for. */
function useSaving(doc: Receipt | null, onSaved: (doc: Receipt) => void) {
  const { t } = useText();
  const words = useProblemText();
  const fields = useFieldWords();
  const [said, setSaid] = useState<string[]>([]);
  const confirms = useRef(false);
  const confirm = useCommand(api.receipts.confirm, { onDone: onSaved });
  const saved = (answer: Receipt) => {
    if (!confirms.current) onSaved(answer);
    else {
      confirm.mutate(
        { params: { id: answer.id }, body: { version: answer.version } },
        // What was saved stays a draft with a page of its own.
        { onError: () => onSaved(answer) },
      );
    }
  };
  const create = useCommand(api.receipts.create, { onDone: saved });
  const update = useCommand(api.receipts.update, { onDone: saved });
  const error = confirm.error ?? create.error ?? update.error;
  return {
    saving: create.isPending || update.isPending || confirm.isPending,
    refusals: error ? fields(error, words(error)) : said,
    missing: () => setSaid([t('finance.incomplete')]),
    save: (body: ReturnType<typeof bodyOf>, andConfirm: boolean) => {
      confirms.current = andConfirm;
      setSaid([]);
      if (doc) update.mutate({ params: { id: doc.id }, body: { version: doc.version, ...body } });
      else create.mutate({ body });
    },
  };
}

interface HeadProps {
  draft: ReceiptDraft;
  fresh: boolean;
  change: (part: Partial<ReceiptDraft>) => void;
}

function Head({ draft, fresh, change }: HeadProps) {
  const { t } = useText();
  const { today } = useDates();
  return (
    <>
      <HeadField label={t('finance.customer')}>
        <CustomerRefPicker
          label={t('finance.customer')}
          placeholder={t('finance.nobodyKnown')}
          autoFocus={fresh && draft.customer === null}
          value={draft.customer}
          onChange={(customer) => change({ customer, parts: null })}
        />
      </HeadField>
      <HeadField label={t('finance.amount')}>
        <MoneyField
          label={t('finance.amount')}
          autoFocus={fresh && draft.customer !== null}
          value={draft.amountFen}
          onChange={(amountFen) => change({ amountFen })}
        />
      </HeadField>
      <HeadField label={t('finance.cashAccount')}>
        <CashAccountSelect
          value={draft.accountId}
          onChange={(accountId) => change({ accountId })}
        />
      </HeadField>
      <HeadField label={t('finance.method')}>
        <Select<ReceiptMethod>
          aria-label={t('finance.method')}
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
      {draft.customer === null && (
        <HeadField label={t('finance.payer')}>
          <Input
            maxLength={120}
            autoComplete="off"
            aria-label={t('finance.payer')}
            value={draft.payer}
            onChange={(event) => change({ payer: event.target.value })}
          />
        </HeadField>
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
