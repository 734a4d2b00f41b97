import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Fapiao, FapiaoBuyer } from '@xinhang/shared/fapiao.ts';
import { fapiaoKinds, type FapiaoKind } from '@xinhang/shared/fapiao-rules.ts';
import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { DocumentFrame, HeadField } from '../../form/document/document-frame.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { bodyOf, draftOf, emptyFapiao, keyOf, rowsOf, type FapiaoDraft } from './fapiao-draft.ts';
import { FapiaoLines } from './fapiao-lines.tsx';
import { money } from './money.ts';
import { NoFapiaoButton } from './no-fapiao-dialog.tsx';
import { useFieldWords } from './use-field-words.ts';

interface Props {
  /** Null: it is begun. */
  doc: Fapiao | null;
  customer?: NameRef | null;
  actions?: ReactNode;
  onSaved: (doc: Fapiao) => void;
}

/** A fapiao that is written: of which customer, to whom it is made out, and what it is for. */
export function FapiaoEditor({ doc, customer = null, actions, onSaved }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const words = useProblemText();
  const fields = useFieldWords();
  const document = useDocument<Fapiao, FapiaoDraft>({
    name: 'fapiao',
    fresh: customer ? `new.${customer.id}` : 'new',
    doc,
    begin: () => emptyFapiao(today, customer),
    draftOf,
  });
  const { value: draft, put: change, now } = document;
  const found = useEndpoint(
    api.fapiao.ofCustomer,
    { params: { id: draft.customer?.id ?? 0 } },
    { enabled: draft.customer !== null, keep: true },
  );
  const open = draft.customer?.id === found.data?.customer.id ? found.data : undefined;
  const rows = rowsOf(now, open, draft);
  const create = useCommand(api.fapiao.create, { form: true });
  const update = useCommand(api.fapiao.update);
  const issue = useCommand(api.fapiao.issue);
  const commands = useDocumentCommands(document, {
    editable: true,
    missing: (written) =>
      written.customer !== null &&
      rows.every(({ qtyE4 }) => isReckoned(qtyE4)) &&
      rows.some(({ qtyE4 }) => qtyE4)
        ? null
        : t('fapiao.incomplete'),
    save: async (written, saved) => {
      const customerId = written.customer!.id;
      const fresh = await client.call(api.fapiao.ofCustomer, { params: { id: customerId } });
      const body = bodyOf(written, rowsOf(saved, fresh, written));
      return saved === null
        ? await create.mutateAsync({ body: { customerId, ...body } })
        : await update.mutateAsync({
            params: { id: saved.id },
            body: { version: saved.version, ...body },
          });
    },
    confirm: ({ id, version }) => issue.mutateAsync({ params: { id }, body: { version } }),
    confirmed: () => t('fapiao.issued'),
    onSaved,
  });
  const { error } = commands;
  const sent = (update.variables ?? create.variables)?.body.lines ?? doc?.lines;
  const placeOf = (at: number) => {
    const line = sent?.[at];
    return line ? rows.findIndex((row) => row.key === keyOf(line)) : -1;
  };
  return (
    <DocumentFrame
      head={<Head draft={draft} doc={now} begun={customer} change={change} />}
      lines={
        draft.customer !== null && (
          <FapiaoLines
            rows={rows}
            actions={<NoFapiaoButton customer={draft.customer} />}
            more={open?.more ?? false}
            onChange={(parts) => change({ parts })}
          />
        )
      }
      strip={draft.customer === null && t('fapiao.chooseCustomer')}
      totals={[
        {
          label: t('fapiao.gross'),
          text: money(rows.reduce((all, row) => all + row.amountFen, 0)),
        },
      ]}
      effect={t('fapiao.issueWhy')}
      refusals={error ? fields(error, words(error), placeOf) : []}
      confirmText={t('fapiao.issue')}
      actions={actions}
      {...commands.frame}
    />
  );
}

const wideOnes = new Set<string>(['taxNo', 'account', 'address']);

interface HeadProps {
  draft: FapiaoDraft;
  doc: Fapiao | null;
  begun: NameRef | null;
  change: (part: Partial<FapiaoDraft>) => void;
}

const buyerFields = [
  ['taxNo', 30],
  ['bank', 120],
  ['account', 40],
  ['address', 200],
  ['phone', 60],
] as const;

function Head({ draft, doc, begun, change }: HeadProps) {
  const { t } = useText();
  const { today } = useDates();
  const buyer = (part: Partial<FapiaoBuyer>) => change({ buyer: { ...draft.buyer, ...part } });
  const text = (label: string, value: string, most: number, put: (value: string) => void) => (
    <Input
      maxLength={most}
      autoComplete="off"
      aria-label={label}
      value={value}
      onChange={(event) => put(event.target.value)}
    />
  );
  return (
    <>
      <HeadField label={t('fapiao.customer')}>
        {doc ? (
          <span>{doc.customer.name}</span>
        ) : (
          <CustomerRefPicker
            label={t('fapiao.customer')}
            placeholder={t('fapiao.customer')}
            autoFocus={begun === null}
            value={draft.customer}
            onChange={(customer) => change({ customer, parts: null })}
          />
        )}
      </HeadField>
      <HeadField label={t('fapiao.kind')}>
        <Select<FapiaoKind>
          aria-label={t('fapiao.kind')}
          value={draft.kind}
          options={fapiaoKinds.map((value) => ({ value, label: t(`fapiao.kind.${value}`) }))}
          onChange={(kind) => change({ kind })}
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
      <HeadField label={t('fapiao.buyer')} wide>
        <Input
          maxLength={120}
          autoComplete="off"
          aria-label={t('fapiao.buyer')}
          placeholder={t('fapiao.usualBuyer')}
          value={draft.buyer.title}
          onChange={(event) => buyer({ title: event.target.value })}
        />
      </HeadField>
      {draft.buyer.title !== '' &&
        buyerFields.map(([key, most]) => (
          <HeadField key={key} label={t(`fapiao.${key}`)} wide={wideOnes.has(key)}>
            {text(t(`fapiao.${key}`), draft.buyer[key], most, (value) => buyer({ [key]: value }))}
          </HeadField>
        ))}
      <HeadField label={t('fapiao.note')} wide>
        {text(t('fapiao.note'), draft.note, 500, (note) => change({ note }))}
      </HeadField>
    </>
  );
}
