import { api } from '@xinhang/shared/contract/api.ts';
import type { Loan } from '@xinhang/shared/loans.ts';
import { Input } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { DocumentFrame, HeadField } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { isSoldFrom, isWarehouse, PlaceSelect } from '../../form/place-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { emptyLoan, loanBodyLines, loanDraftOf, type LoanDraft } from './loan-draft.ts';
import { blankLine, factsOf, withOneMore, type StockDocLine } from './stock-line.ts';
import { useLineColumns } from './use-line-columns.ts';
import { useLineFacts } from '../../form/document/use-line-facts.ts';

interface Props {
  /** Null: one that is begun. */
  doc: Loan | null;
  actions?: ReactNode;
  onSaved: (doc: Loan) => void;
}

/** A loan while it is written. */
export function LoanEditor({ doc, actions, onSaved }: Props) {
  const { t } = useText();
  const { company } = useMe();
  const keeps = useMay('deliveries.manage');
  const document = useDocument<Loan, LoanDraft>({
    name: 'loan',
    doc,
    begin: () => emptyLoan(company.today),
    draftOf: loanDraftOf,
  });
  const { now, value, put } = document;
  const [, setLine] = useState<StockDocLine | null>(null);
  useUsualPlace(doc === null ? value : null, put);
  const facts = useLineFacts(value.lines, value.warehouseId);
  const tracks = (of: 'tracksBatch' | 'tracksSerial', written: 'batch' | 'serials') =>
    value.lines.some((one) => one[written] !== '' || factsOf(facts, one)?.[of] === true);
  const columns = useLineColumns({
    kind: 'otherOut',
    state: 'draft',
    costs: false,
    facts,
    batches: tracks('tracksBatch', 'batch'),
    serials: tracks('tracksSerial', 'serials'),
  });
  const create = useCommand(api.loans.create, { form: true });
  const update = useCommand(api.loans.update);
  const confirm = useCommand(api.loans.confirm);
  const commands = useDocumentCommands(document, {
    editable: true,
    confirms: keeps,
    missing: ({ customer, lines }) => {
      if (customer === null) return t('order.customerFirst');
      const n = lines.filter((one) => one.product === null).length;
      return n > 0 ? t('doc.stillUnmatched', { n }) : null;
    },
    save: ({ customer, lines, ...head }, saved) => {
      const body = { ...head, lines: loanBodyLines(lines) };
      return saved === null
        ? create.mutateAsync({ body: { customerId: customer!.id, ...body } })
        : update.mutateAsync({
            params: { id: saved.id },
            body: { version: saved.version, ...body },
          });
    },
    confirm: ({ id, version }) => confirm.mutateAsync({ params: { id }, body: { version } }),
    confirmed: ({ no }) => t('loan.confirmed', { no }),
    onSaved,
  });
  const { marks, texts } = useRefusals(commands.error, value.lines, columns);
  return (
    <DocumentFrame
      head={<Head doc={now} value={value} marks={marks} onChange={put} />}
      lines={
        <LineGrid<StockDocLine>
          label={t('loan.lines')}
          columns={columns}
          lines={value.lines}
          editable
          blank={blankLine}
          addOne={withOneMore}
          pastes={['qtyE4']}
          marks={marks}
          onChange={(lines) => put({ lines })}
          onLine={setLine}
        />
      }
      strip={null}
      totals={[{ label: t('stock.totalLines'), text: String(value.lines.length) }]}
      effect={t(keeps ? 'loan.effect' : 'loan.effectDraft')}
      refusals={texts}
      {...commands.frame}
      confirmText={t('loan.confirm')}
      actions={actions}
    />
  );
}

/** Once it is said to whom: the place that is sold from, as for orders. */
function useUsualPlace(value: LoanDraft | null, put: (part: Partial<LoanDraft>) => void) {
  const { data } = useEndpoint(api.locations.list, {}, { enabled: value !== null });
  const usual = data?.rows.find((one) => isWarehouse(one) && isSoldFrom(one) && one.active)?.id;
  const customerId = value?.customer?.id;
  useEffect(() => {
    if (customerId !== undefined && usual !== undefined && value?.warehouseId === null) {
      put({ warehouseId: usual });
    }
    // oxlint-disable-next-line react/exhaustive-deps -- once per customer
  }, [customerId, usual]);
}

interface HeadProps {
  doc: Loan | null;
  value: LoanDraft;
  marks: ReadonlyMap<string, string>;
  onChange: (part: Partial<LoanDraft>) => void;
}

/** The head of a loan: to whom, from where, until when, what for. */
function Head({ doc, value, marks, onChange }: HeadProps) {
  const { t } = useText();
  const { company } = useMe();
  const day = (field: 'businessDate' | 'dueOn', label: string) => (
    <HeadField label={label} wrong={marks.get(field)}>
      <DateField
        label={label}
        today={company.today}
        value={value[field]}
        onChange={(date) => date && onChange({ [field]: date })}
      />
    </HeadField>
  );
  const text = (field: 'purpose' | 'note', label: string, most: number) => (
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
      <HeadField label={t('loan.customer')} wide wrong={marks.get('customerId')}>
        {doc ? (
          <strong>{doc.customer.name}</strong>
        ) : (
          <CustomerRefPicker
            autoFocus={value.customer === null}
            label={t('loan.customer')}
            placeholder={t('order.findCustomer')}
            value={value.customer}
            onChange={(customer) => onChange({ customer })}
          />
        )}
      </HeadField>
      {day('businessDate', t('loan.date'))}
      {day('dueOn', t('loan.dueOn'))}
      <HeadField label={t('loan.warehouse')} wrong={marks.get('warehouseId')}>
        <PlaceSelect
          fits={isWarehouse}
          label={t('loan.warehouse')}
          status={marks.has('warehouseId')}
          value={value.warehouseId}
          onChange={(warehouseId) => onChange({ warehouseId })}
        />
      </HeadField>
      {text('purpose', t('loan.purpose'), 200)}
      {text('note', t('stock.note'), 500)}
    </>
  );
}
