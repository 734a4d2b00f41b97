import { api } from '@xinhang/shared/contract/api.ts';
import type { CashTransfer } from '@xinhang/shared/cash-transfers.ts';
import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { DocumentFrame, HeadField } from '../../form/document/document-frame.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { MoneyField } from '../../form/money-field.tsx';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { CashAccountSelect } from '../../form/cash-account-select.tsx';
import { money } from './money.ts';
import { useFieldWords } from './use-field-words.ts';

interface Draft {
  fromId: number | null;
  toId: number | null;
  businessDate: string;
  amountFen: number | null;
  feeFen: number | null;
  note: string;
}

const draftOf = (doc: CashTransfer): Draft => ({
  fromId: doc.from.id,
  toId: doc.to.id,
  businessDate: doc.businessDate,
  amountFen: doc.amountFen,
  feeFen: doc.feeFen,
  note: doc.note,
});

const bodyOf = (draft: Draft) => ({
  fromId: draft.fromId!,
  toId: draft.toId!,
  businessDate: draft.businessDate,
  amountFen: draft.amountFen!,
  feeFen: draft.feeFen ?? 0,
  note: draft.note.trim(),
});

const complete = (draft: Draft) =>
  draft.fromId !== null &&
  draft.toId !== null &&
  isReckoned(draft.feeFen) &&
  isReckoned(draft.amountFen) &&
  (draft.amountFen ?? 0) > 0;

interface Props {
  /** Null: it is begun. */
  doc: CashTransfer | null;
  actions?: ReactNode;
  onSaved: (doc: CashTransfer) => void;
}

/** A transfer that is written: from where to where, how much, and what the bank takes. */
export function TransferEditor({ doc, actions, onSaved }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const words = useProblemText();
  const fields = useFieldWords();
  const document = useDocument<CashTransfer, Draft>({
    name: 'cash-transfer',
    doc,
    begin: () => ({
      fromId: null,
      toId: null,
      businessDate: today,
      amountFen: null,
      feeFen: null,
      note: '',
    }),
    draftOf,
  });
  const { value: draft, put } = document;
  const create = useCommand(api.cashTransfers.create, { form: true });
  const update = useCommand(api.cashTransfers.update);
  const confirm = useCommand(api.cashTransfers.confirm);
  const commands = useDocumentCommands(document, {
    editable: true,
    missing: (written) => (complete(written) ? null : t('transfer.incomplete')),
    save: (written, saved) =>
      saved === null
        ? create.mutateAsync({ body: bodyOf(written) })
        : update.mutateAsync({
            params: { id: saved.id },
            body: { version: saved.version, ...bodyOf(written) },
          }),
    confirm: ({ id, version }) => confirm.mutateAsync({ params: { id }, body: { version } }),
    confirmed: () => null,
    onSaved,
  });
  const { error } = commands;
  const amountFen = isReckoned(draft.amountFen) ? (draft.amountFen ?? 0) : 0;
  const feeFen = isReckoned(draft.feeFen) ? (draft.feeFen ?? 0) : 0;
  return (
    <DocumentFrame
      head={
        <>
          <HeadField label={t('transfer.from')}>
            <CashAccountSelect
              label={t('transfer.from')}
              value={draft.fromId}
              onChange={(fromId) => put({ fromId })}
            />
          </HeadField>
          <HeadField label={t('transfer.to')}>
            <CashAccountSelect
              label={t('transfer.to')}
              eager={false}
              any
              value={draft.toId}
              except={draft.fromId}
              onChange={(toId) => put({ toId })}
            />
          </HeadField>
          <HeadField label={t('finance.amount')}>
            <MoneyField
              label={t('finance.amount')}
              autoFocus={doc === null}
              value={draft.amountFen}
              onChange={(value) => put({ amountFen: value })}
            />
          </HeadField>
          <HeadField label={t('finance.date')}>
            <DateField
              label={t('finance.date')}
              today={today}
              value={draft.businessDate}
              onChange={(date) => date && put({ businessDate: date })}
            />
          </HeadField>
          <HeadField label={t('finance.fee')}>
            <MoneyField
              label={t('finance.fee')}
              value={draft.feeFen}
              onChange={(value) => put({ feeFen: value })}
            />
          </HeadField>
          <HeadField label={t('finance.note')} wide>
            <Input
              maxLength={500}
              autoComplete="off"
              aria-label={t('finance.note')}
              value={draft.note}
              onChange={(event) => put({ note: event.target.value })}
            />
          </HeadField>
        </>
      }
      lines={null}
      strip={null}
      totals={[
        { label: t('transfer.paidOut'), text: money(amountFen + feeFen) },
        { label: t('transfer.paidIn'), text: money(amountFen) },
      ]}
      effect={t('transfer.confirmWhy')}
      refusals={error ? fields(error, words(error)) : []}
      {...commands.frame}
      confirmText={t('transfer.confirm')}
      actions={actions}
    />
  );
}
