import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { Quotation, QuotationCheck } from '@xinhang/shared/quotations.ts';
import type { OrderCustomer } from '@xinhang/shared/sales-orders.ts';
import { App, Button } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { DocumentFrame } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { useText } from '../../i18n/i18n.ts';
import { OffersButton } from '../../form/inquiry/offers-button.tsx';
import { askedLines } from '../../form/inquiry/asked-lines.ts';
import { amountsOf, blankLine, isNamed, withOneMore, type OrderLine } from './order-line.ts';
import { OrderStrip } from './order-strip.tsx';
import {
  emptyQuotation,
  quotationBody,
  quotationDraftOf,
  type QuotationDraft,
} from './quotation-draft.ts';
import { QuotationHead } from './quotation-head.tsx';
import { QuotationStop } from './quotation-stop.tsx';
import './sales.css';
import { useAddedLines } from './use-added-lines.ts';
import { useOrderColumns } from './use-order-columns.ts';
import { useOrderFacts } from './use-order-facts.ts';

interface Props {
  /** Null: one that is begun. */
  quotation: Quotation | null;
  /** What one that is begun holds already. */
  begun?: Partial<QuotationDraft>;
  /** Beside the buttons. */
  actions?: ReactNode;
  onSaved: (quotation: Quotation) => void;
}

/** A quotation to a customer, as it is written or as it was handed in. */
export function QuotationEditor({ quotation, begun, actions, onSaved }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const { company } = useMe();
  const document = useDocument<Quotation, QuotationDraft>({
    name: 'quotation',
    doc: quotation,
    begin: () => ({ ...emptyQuotation(company.today), ...begun }),
    draftOf: quotationDraftOf,
  });
  const { now, value, latest, put } = document;
  const added = useAddedLines(() => latest.current.lines, put);
  const editable = now === null || now.can.update;
  const [line, setLine] = useState<OrderLine | null>(null);
  const [stopped, setStopped] = useState<{ of: Quotation; check: QuotationCheck } | null>(null);
  const customerId = value.customer?.id ?? null;
  const found = useEndpoint(
    api.salesOrders.customer,
    { params: { id: customerId ?? 0 } },
    { enabled: editable && customerId !== null },
  );
  const customer = customerId === null ? undefined : found.data;
  const facts = useOrderFacts(value.lines, {
    customerId,
    on: value.businessDate,
    enabled: editable,
  });
  const columns = useOrderColumns({
    beside: editable ? 'help' : 'nothing',
    dated: false,
    basis: value.basis,
    facts,
    today: company.today,
  });
  const create = useCommand(api.quotations.create, { form: true });
  const update = useCommand(api.quotations.update);
  const submit = useCommand(api.quotations.submit);
  useTermOf(now === null ? customer : undefined, latest, put);
  const commands = useDocumentCommands(document, {
    editable,
    missing: ({ lines, customer: whom }) => {
      const n = lines.filter((one) => !isNamed(one)).length;
      return n > 0 ? t('doc.stillUnmatched', { n }) : whom ? null : t('order.customerFirst');
    },
    save: (written, saved) => {
      const body = quotationBody(written);
      return saved === null
        ? create.mutateAsync({ body: { customerId: written.customer!.id, ...body } })
        : update.mutateAsync({
            params: { id: saved.id },
            body: { version: saved.version, ...body },
          });
    },
    confirm: ({ id, version }) => submit.mutateAsync({ params: { id }, body: { version } }),
    onRefused: (error, of) => {
      if (!isStop(error)) return false;
      setStopped({ of, check: error.problem.data as QuotationCheck });
      return true;
    },
    confirmed: ({ no }) => t('quotation.submitted', { no }),
    onSaved,
  });
  const { marks, texts } = useRefusals(
    isStop(commands.error) ? null : commands.error,
    value.lines,
    columns,
    isNamed,
  );
  const sums = value.lines.map((one) => amountsOf(one, facts(one), value.basis));
  const total = (of: 'netFen' | 'taxFen' | 'grossFen') =>
    `¥${formatFen(fen(sums.reduce((all, one) => all + (one?.[of] ?? 0), 0)))}`;
  return (
    <>
      <DocumentFrame
        head={
          <QuotationHead
            quotation={now}
            editable={editable}
            value={value}
            customer={customer}
            marks={marks}
            onChange={put}
          />
        }
        lines={
          <LineGrid<OrderLine>
            label={t('quotation.lines')}
            columns={columns}
            lines={value.lines}
            editable={editable}
            blank={blankLine}
            addOne={withOneMore}
            pastes={['qtyE4', 'priceE4']}
            marks={marks}
            onChange={(lines) => put({ lines })}
            at={added.at}
            onLine={setLine}
          />
        }
        strip={
          editable ? (
            <OrderStrip
              line={line && (value.lines.find((one) => one.key === line.key) ?? line)}
              facts={line ? facts(line) : undefined}
              basis={value.basis}
              customer={customer}
              onDeviation={(deviation) =>
                put({
                  lines: latest.current.lines.map((one) =>
                    one.key === line?.key ? { ...one, deviation } : one,
                  ),
                })
              }
            />
          ) : null
        }
        totals={[
          { label: t('order.lineCount'), text: String(value.lines.length) },
          { label: t('order.net'), text: total('netFen') },
          { label: t('order.tax'), text: total('taxFen') },
          { label: t('order.gross'), text: total('grossFen') },
        ]}
        effect={editable ? t('quotation.effect') : null}
        refusals={texts}
        {...commands.frame}
        confirmText={t('quotation.submit')}
        actions={
          <>
            {editable && <Button onClick={added.addFreight}>{t('order.addFreight')}</Button>}
            {editable && (
              <OffersButton
                lines={() => askedLines(latest.current.lines)}
                into={now && { kind: 'quotation', id: now.id, version: now.version }}
                unsaved={document.dirty}
              />
            )}
            {actions}
          </>
        }
      />
      <QuotationStop
        quotation={stopped?.of ?? null}
        check={stopped?.check ?? null}
        onAsked={(answer) => {
          setStopped(null);
          void message.success(t('order.asked'));
          onSaved(answer);
        }}
        onClose={() => {
          setStopped(null);
          if (stopped) onSaved(stopped.of);
        }}
      />
    </>
  );
}

const isStop = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.problem.code === 'quotation-stopped';

/** The usual terms of the customer, once the customer is chosen. */
function useTermOf(
  customer: OrderCustomer | undefined,
  latest: { current: QuotationDraft },
  put: (part: Partial<QuotationDraft>) => void,
) {
  const taken = useRef<number | null>(null);
  const id = customer?.customer.id ?? null;
  useEffect(() => {
    if (!customer || taken.current === id) return;
    taken.current = id;
    put({ termId: latest.current.termId ?? customer.term?.id ?? null });
    // oxlint-disable-next-line react/exhaustive-deps -- once per customer
  }, [id]);
}
