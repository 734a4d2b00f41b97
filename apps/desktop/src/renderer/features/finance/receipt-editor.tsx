import { api } from '@xinhang/shared/contract/api.ts';
import { MOST_FEN } from '@xinhang/shared/most-fen.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import {
  settlingMethods,
  type Receipt,
  type ReceiptLine,
  type SettlingMethod,
} from '@xinhang/shared/receipts.ts';
import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { DocumentFrame, HeadField } from '../../form/document/document-frame.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { MoneyField } from '../../form/money-field.tsx';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { CashAccountSelect } from '../../form/cash-account-select.tsx';
import { isWholeBill } from './bill-draft.ts';
import { BillFields } from './bill-fields.tsx';
import { amountOf, isTooMuch, money } from './money.ts';
import { bodyOf, draftOf, emptyReceipt, settledOf, type ReceiptDraft } from './receipt-draft.ts';
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
  const words = useProblemText();
  const fields = useFieldWords();
  const document = useDocument<Receipt, ReceiptDraft>({
    name: 'receipt',
    doc,
    begin: () => emptyReceipt(today, customer),
    draftOf,
  });
  const { value: draft, put: change } = document;
  const amountFen = amountOf(draft.amountFen);
  const proposal = useEndpoint(
    api.receipts.proposal,
    { params: { id: draft.customer?.id ?? 0 }, query: { amountFen } },
    { enabled: draft.customer !== null, keep: true },
  );
  const lines = draft.customer === null ? [] : settledOf(proposal.data?.rows ?? [], draft);
  const create = useCommand(api.receipts.create, { form: true });
  const update = useCommand(api.receipts.update);
  const confirm = useCommand(api.receipts.confirm);
  const commands = useDocumentCommands(document, {
    editable: true,
    missing: (written) => {
      if (isTooMuch(written.amountFen)) return t('finance.tooMuch', { limit: money(MOST_FEN) });
      const bill = written.method === 'bill';
      const said = bill
        ? written.customer !== null && isWholeBill(written.bill)
        : written.accountId !== null && isReckoned(written.feeFen);
      if (said && amountOf(written.amountFen) > 0) return null;
      return t(bill ? 'bill.incomplete' : 'finance.incomplete');
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
      strip={
        draft.customer === null
          ? t(draft.method === 'bill' ? 'bill.chooseCustomer' : 'finance.unknownWhy')
          : null
      }
      totals={[
        { label: t('finance.settledSum'), text: money(paid) },
        ...(letOff > 0 ? [{ label: t('finance.discount'), text: money(letOff) }] : []),
        { label: t('finance.toAdvance'), text: money(amountFen - paid) },
      ]}
      effect={t(draft.method === 'bill' ? 'bill.confirmReceiptWhy' : 'finance.confirmWhy')}
      refusals={refusals}
      {...commands.frame}
      confirmText={t('finance.confirmReceipt')}
      actions={actions}
    />
  );
}

/** The rows that are owed with what the amount settles of each, as they stand when it is saved. */
async function proposed(draft: ReceiptDraft): Promise<ReceiptLine[]> {
  if (draft.customer === null) return [];
  const { rows } = await client.call(api.receipts.proposal, {
    params: { id: draft.customer.id },
    query: { amountFen: amountOf(draft.amountFen) },
  });
  return rows;
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
      <HeadField label={t('finance.customer')} wide>
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
      <HeadField label={t('finance.method')}>
        <Select<SettlingMethod>
          aria-label={t('finance.method')}
          value={draft.method}
          options={settlingMethods.map((value) => ({ value, label: t(`finance.method.${value}`) }))}
          onChange={(method) => change({ method })}
        />
      </HeadField>
      {draft.method !== 'bill' && (
        <HeadField label={t('finance.cashAccount')}>
          <CashAccountSelect
            value={draft.accountId}
            onChange={(accountId) => change({ accountId })}
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
      {draft.method === 'bill' ? (
        <BillFields bill={draft.bill} onChange={(bill) => change({ bill })} />
      ) : (
        <HeadField label={t('finance.fee')}>
          <MoneyField
            label={t('finance.fee')}
            value={draft.feeFen}
            onChange={(feeFen) => change({ feeFen })}
          />
        </HeadField>
      )}
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
