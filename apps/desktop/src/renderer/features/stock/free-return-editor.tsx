import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { freeDisposals } from '@xinhang/shared/delivery-rules.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { SalesReturn } from '@xinhang/shared/sales-returns.ts';
import { Input, Select } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { DocumentFrame, HeadField } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useAskedFacts } from '../../form/document/use-asked-facts.ts';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { isWarehouse, takesBack, PlaceSelect } from '../../form/place-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { amountOf, blankLine, factsOf, withOneMore, type StockDocLine } from './stock-line.ts';
import { useLineColumns } from './use-line-columns.ts';
import { useLineFacts } from '../../form/document/use-line-facts.ts';
import {
  emptyReturn,
  returnBodyLines,
  returnDraftOf,
  type FreeDisposal,
  type FreeReturnDraft,
} from './free-return-draft.ts';

interface Props {
  /** Null: one that is begun. */
  doc: SalesReturn | null;
  actions?: ReactNode;
  onSaved: (doc: SalesReturn) => void;
}

/** A return of goods of which nobody finds the delivery, while it is written. */
export function FreeReturnEditor({ doc, actions, onSaved }: Props) {
  const { t } = useText();
  const { company } = useMe();
  const document = useDocument<SalesReturn, FreeReturnDraft>({
    name: 'salesReturn',
    doc,
    begin: () => emptyReturn(company.today),
    draftOf: returnDraftOf,
  });
  const { now, value, put } = document;
  const [, setLine] = useState<StockDocLine | null>(null);
  const proposed = useProposed(value);
  const columns = useColumns(value, proposed);
  const create = useCommand(api.salesReturns.createFree, { form: true });
  const update = useCommand(api.salesReturns.update);
  const submit = useCommand(api.salesReturns.submit);
  const commands = useDocumentCommands(document, {
    editable: true,
    missing: ({ customer, reason, lines }) => {
      if (customer === null) return t('order.customerFirst');
      if (reason.trim() === '') return t('salesReturn.reasonFirst');
      const n = lines.filter((one) => one.product === null).length;
      if (n > 0) return t('doc.stillUnmatched', { n });
      return lines.length > 0 && lines.every((one) => one.qtyE4) ? null : t('salesReturn.nothing');
    },
    save: ({ customer, lines, ...head }, saved) => {
      const body = { ...head, lines: returnBodyLines(lines) };
      return saved === null
        ? create.mutateAsync({ body: { customerId: customer!.id, ...body } })
        : update.mutateAsync({
            params: { id: saved.id },
            body: { version: saved.version, ...body },
          });
    },
    confirm: ({ id, version }) => submit.mutateAsync({ params: { id }, body: { version } }),
    confirmed: ({ state }) => t(`salesReturn.state.${state}`),
    onSaved,
  });
  const { marks, texts } = useRefusals(commands.error, value.lines, columns);
  const sum = value.lines.reduce((all, one) => all + (amountOf(proposed(one)) ?? 0), 0);
  return (
    <DocumentFrame
      head={<Head doc={now} value={value} marks={marks} onChange={put} />}
      lines={
        <LineGrid<StockDocLine>
          label={t('salesReturn.lines')}
          columns={columns}
          lines={value.lines}
          editable
          blank={blankLine}
          addOne={withOneMore}
          pastes={['qtyE4', 'priceE4']}
          marks={marks}
          onChange={(lines) => put({ lines })}
          onLine={setLine}
        />
      }
      strip={null}
      totals={[
        { label: t('stock.totalLines'), text: String(value.lines.length) },
        { label: t('salesReturn.credited'), text: formatFen(fen(sum)) },
      ]}
      effect={t('salesReturn.submitWhy')}
      refusals={texts}
      {...commands.frame}
      confirmText={t('salesReturn.submit')}
      actions={actions}
    />
  );
}

/** Each line at its price: what was written, else what it is credited when it is saved. */
function useProposed({ customer, lines }: FreeReturnDraft): (line: StockDocLine) => StockDocLine {
  const id = customer?.id ?? null;
  const facts = useAskedFacts<ProposedPrice>(
    lines,
    `${id}`,
    id === null
      ? null
      : (line, signal) =>
          client.call(api.salesReturns.prices, { params: { id }, query: { line }, signal }),
  );
  return (line) =>
    line.priceE4 === null ? { ...line, priceE4: facts(line)?.priceE4 ?? null } : line;
}
type ProposedPrice = EndpointOutput<typeof api.salesReturns.prices>['rows'][number];

/** The columns of goods that come in, with prices as the customer paid them. */
function useColumns(
  { lines, warehouseId }: FreeReturnDraft,
  proposed: (line: StockDocLine) => StockDocLine,
) {
  const { t } = useText();
  const facts = useLineFacts(lines, warehouseId);
  const tracks = (of: 'tracksBatch' | 'tracksSerial', written: 'batch' | 'serials') =>
    lines.some((one) => one[written] !== '' || factsOf(facts, one)?.[of] === true);
  const columns = useLineColumns({
    kind: 'otherIn',
    retired: true,
    state: 'draft',
    costs: true,
    facts,
    batches: tracks('tracksBatch', 'batch'),
    serials: tracks('tracksSerial', 'serials'),
  });
  return useMemo(() => {
    const titles: Record<string, string> = {
      priceE4: t('salesReturn.price'),
      value: t('delivery.gross'),
    };
    return columns.map((one) => ({
      ...one,
      title: titles[one.key] ?? one.title,
      ...(one.key in titles && { text: (line: StockDocLine) => one.text(proposed(line)) }),
    }));
  }, [columns, t, proposed]);
}

interface HeadProps {
  doc: SalesReturn | null;
  value: FreeReturnDraft;
  marks: ReadonlyMap<string, string>;
  onChange: (part: Partial<FreeReturnDraft>) => void;
}

/** The head: of whom, why, what becomes of it and where it goes. */
function Head({ doc, value, marks, onChange }: HeadProps) {
  const { t } = useText();
  const { company } = useMe();
  const text = (field: 'reason' | 'note', label: string, most: number) => (
    <HeadField label={label} wide wrong={marks.get(field)}>
      <Input
        maxLength={most}
        autoComplete="off"
        aria-label={label}
        value={value[field]}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    </HeadField>
  );
  return (
    <>
      <HeadField label={t('delivery.customer')} wide wrong={marks.get('customerId')}>
        {doc ? (
          <strong>{doc.customer.name}</strong>
        ) : (
          <CustomerRefPicker
            autoFocus={value.customer === null}
            label={t('delivery.customer')}
            placeholder={t('order.findCustomer')}
            value={value.customer}
            onChange={(customer) => onChange({ customer })}
          />
        )}
      </HeadField>
      {text('reason', t('salesReturn.reason'), 200)}
      <HeadField label={t('salesReturn.disposal')} wrong={marks.get('disposal')}>
        <Select<FreeDisposal>
          aria-label={t('salesReturn.disposal')}
          value={value.disposal}
          options={freeDisposals.map((one) => ({
            value: one,
            label: t(`salesReturn.disposal.${one}`),
          }))}
          onChange={(disposal) => onChange({ disposal, warehouseId: null })}
        />
      </HeadField>
      <HeadField label={t('delivery.warehouse')} wrong={marks.get('warehouseId')}>
        <PlaceSelect
          fits={value.disposal === 'scrap' ? takesBack : isWarehouse}
          label={t('delivery.warehouse')}
          status={marks.has('warehouseId')}
          value={value.warehouseId}
          onChange={(warehouseId) => onChange({ warehouseId })}
        />
      </HeadField>
      <HeadField label={t('delivery.date')} wrong={marks.get('businessDate')}>
        <DateField
          label={t('delivery.date')}
          today={company.today}
          value={value.businessDate}
          onChange={(date) => date && onChange({ businessDate: date })}
        />
      </HeadField>
      {text('note', t('stock.note'), 500)}
    </>
  );
}
