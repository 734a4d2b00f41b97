import { api } from '@xinhang/shared/contract/api.ts';
import {
  otherParties,
  type OtherCash,
  type OtherCashKind,
  type OtherParty,
} from '@xinhang/shared/other-cash.ts';
import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { may, useMe } from '../../app/session.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { DocumentFrame, HeadField } from '../../form/document/document-frame.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { MoneyField } from '../../form/money-field.tsx';
import { SupplierRefPicker } from '../../form/supplier-ref-picker.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { CashAccountSelect } from '../../form/cash-account-select.tsx';
import {
  bodyOf,
  draftOf,
  emptyOtherCash,
  isComplete,
  type OtherCashDraft,
} from './other-cash-draft.ts';
import { useFieldWords } from './use-field-words.ts';
import { onlyWords } from '../../ui/only-words.ts';

interface Props {
  kind: OtherCashKind;
  /** Null: it is begun. */
  doc: OtherCash | null;
  actions?: ReactNode;
  onSaved: (doc: OtherCash) => void;
}

/** Money without goods that is written: what for, how much, from or to whom, on which account. */
export function OtherCashEditor({ kind, doc, actions, onSaved }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const words = useProblemText();
  const fields = useFieldWords();
  const document = useDocument<OtherCash, OtherCashDraft>({
    name: 'other-cash',
    fresh: kind,
    doc,
    begin: () => emptyOtherCash(today),
    draftOf,
  });
  const { value: draft, put } = document;
  const create = useCommand(api.otherCash.create, { form: true });
  const update = useCommand(api.otherCash.update);
  const confirm = useCommand(api.otherCash.confirm);
  const commands = useDocumentCommands(document, {
    editable: true,
    missing: (written) => (isComplete(written) ? null : t('otherCash.incomplete')),
    save: (written, saved) =>
      saved === null
        ? create.mutateAsync({ body: { kind, ...bodyOf(written) } })
        : update.mutateAsync({
            params: { id: saved.id },
            body: { version: saved.version, ...bodyOf(written) },
          }),
    confirm: ({ id, version }) => confirm.mutateAsync({ params: { id }, body: { version } }),
    confirmed: () => null,
    onSaved,
  });
  const { error } = commands;
  return (
    <DocumentFrame
      head={<Head kind={kind} fresh={doc === null} draft={draft} put={put} />}
      lines={null}
      strip={null}
      totals={[]}
      effect={t(`otherCash.confirmWhy.${kind}`)}
      refusals={error ? fields(error, words(error)) : []}
      {...commands.frame}
      confirmText={t(`otherCash.confirm.${kind}`)}
      actions={actions}
    />
  );
}

interface HeadProps {
  kind: OtherCashKind;
  fresh: boolean;
  draft: OtherCashDraft;
  put: (part: Partial<OtherCashDraft>) => void;
}

function Head({ kind, fresh, draft, put }: HeadProps) {
  const { t } = useText();
  const { today } = useDates();
  const found = useEndpoint(api.cashCategories.list, { query: { kind: [kind] } });
  const categories = (found.data?.rows ?? []).filter(
    (row) => row.active || row.id === draft.categoryId,
  );
  return (
    <>
      <HeadField label={t('otherCash.category')}>
        <Select<number>
          {...onlyWords}
          autoFocus={fresh}
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('otherCash.category')}
          value={draft.categoryId as number}
          options={categories.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(categoryId) => put({ categoryId })}
        />
      </HeadField>
      <HeadField label={t('finance.amount')}>
        <MoneyField
          label={t('finance.amount')}
          value={draft.amountFen}
          onChange={(amountFen) => put({ amountFen })}
        />
      </HeadField>
      <HeadField label={t('finance.cashAccount')}>
        <CashAccountSelect value={draft.accountId} onChange={(accountId) => put({ accountId })} />
      </HeadField>
      <HeadField label={t('finance.date')}>
        <DateField
          label={t('finance.date')}
          today={today}
          value={draft.businessDate}
          onChange={(date) => date && put({ businessDate: date })}
        />
      </HeadField>
      <PartyFields draft={draft} put={put} />
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
  );
}

/** Who paid or was paid: somebody whom the company knows, or a name. */
function PartyFields({ draft, put }: Pick<HeadProps, 'draft' | 'put'>) {
  const { t } = useText();
  const me = useMe();
  const kinds = otherParties.filter(
    (kind) =>
      kind === draft.partyKind ||
      ((kind !== 'customer' || may(me, 'customers.read')) &&
        (kind !== 'supplier' || may(me, 'suppliers.read'))),
  );
  const label = t('finance.party');
  return (
    <>
      <HeadField label={t('otherCash.partyKind')}>
        <Select<OtherParty>
          aria-label={t('otherCash.partyKind')}
          value={draft.partyKind}
          options={kinds.map((value) => ({ value, label: t(`otherCash.party.${value}`) }))}
          onChange={(partyKind) => put({ partyKind, party: null, partyName: '' })}
        />
      </HeadField>
      <HeadField label={label}>
        {draft.partyKind === 'none' ? (
          <Input
            maxLength={80}
            autoComplete="off"
            aria-label={label}
            value={draft.partyName}
            onChange={(event) => put({ partyName: event.target.value })}
          />
        ) : draft.partyKind === 'customer' ? (
          <CustomerRefPicker
            label={label}
            placeholder={label}
            value={draft.party}
            onChange={(party) => put({ party })}
          />
        ) : draft.partyKind === 'supplier' ? (
          <SupplierRefPicker
            label={label}
            value={draft.party}
            onChange={(party) => put({ party })}
          />
        ) : (
          <UserPicker
            single
            label={label}
            value={draft.party ? [draft.party] : []}
            onChange={(people) => put({ party: people[0] ?? null })}
          />
        )}
      </HeadField>
    </>
  );
}
