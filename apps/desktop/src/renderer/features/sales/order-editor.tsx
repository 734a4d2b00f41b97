import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { OrderCheck, OrderCustomer, SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { App, Button } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { DocumentFrame } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { useText } from '../../i18n/i18n.ts';
import { OffersButton } from '../../form/inquiry/offers-button.tsx';
import { askedLines } from '../../form/inquiry/asked-lines.ts';
import { LineIncoming } from './line-incoming.tsx';
import { OrderDiscount } from './order-discount.tsx';
import { OrderHead } from './order-head.tsx';
import {
  amountsOf,
  blankLine,
  draftOf,
  emptyOrder,
  isNamed,
  linesAgain,
  withOneMore,
  type OrderDraft,
  type OrderLine,
  orderLines,
} from './order-line.ts';
import { OrderStrip } from './order-strip.tsx';
import './sales.css';
import { StopPanel } from './stop-panel.tsx';
import { useAddedLines } from './use-added-lines.ts';
import { useOrderColumns } from './use-order-columns.ts';
import { useOrderFacts } from './use-order-facts.ts';

interface Props {
  /** Null: one that is begun. */
  order: SalesOrder | null;
  /** What one that is begun holds already. */
  begun?: Partial<OrderDraft>;
  /** Beside the buttons. */
  actions?: ReactNode;
  onSaved: (order: SalesOrder) => void;
}

/** An order of a customer, as it is written or as it was handed in. */
export function OrderEditor({ order, begun, actions, onSaved }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const { company } = useMe();
  const confirms = useMay('salesOrders.confirm');
  const document = useDocument<SalesOrder, OrderDraft>({
    name: 'salesOrder',
    doc: order,
    begin: () => ({ ...emptyOrder(company.today), ...begun }),
    draftOf,
  });
  const { now, value, latest, put } = document;
  const added = useAddedLines(() => latest.current.lines, put);
  const editable = now === null || now.can.update;
  const waits = now?.state === 'confirmed' || now?.state === 'partly';
  const [line, setLine] = useState<OrderLine | null>(null);
  const [stopped, setStopped] = useState<{ order: SalesOrder; check: OrderCheck } | null>(null);
  const customerId = value.customer?.id ?? null;
  const found = useEndpoint(
    api.salesOrders.customer,
    { params: { id: customerId ?? 0 } },
    { enabled: editable && customerId !== null },
  );
  const customer = customerId === null ? undefined : found.data;
  // Whoever confirms looks at the same.
  const helped = editable || now?.can.confirm === true;
  const facts = useOrderFacts(value.lines, {
    customerId,
    on: value.businessDate,
    enabled: helped,
  });
  const columns = useOrderColumns({
    beside: now !== null && now.no !== '' ? 'progress' : helped ? 'help' : 'nothing',
    dated: true,
    basis: value.basis,
    facts,
    today: company.today,
    ships: true,
  });
  const create = useCommand(api.salesOrders.create, { form: true });
  const update = useCommand(api.salesOrders.update);
  const confirm = useCommand(api.salesOrders.confirm);
  const submit = useCommand(api.salesOrders.submit);
  useCustomerDefaults(now === null ? customer : undefined, latest, put);
  const commands = useDocumentCommands(document, {
    editable,
    missing: ({ lines, customer: whom }) => {
      const n = lines.filter((one) => !isNamed(one)).length;
      return n > 0 ? t('doc.stillUnmatched', { n }) : whom ? null : t('order.customerFirst');
    },
    save: ({ lines, customer: whom, shares, ...head }, saved) => {
      const parts = shares?.map(({ user, shareBp }) => ({ userId: user.id, shareBp }));
      const body = { ...head, ...(parts && { shares: parts }), lines: orderLines(lines) };
      return saved === null
        ? create.mutateAsync({ body: { customerId: whom!.id, ...body } })
        : update.mutateAsync({
            params: { id: saved.id },
            body: { version: saved.version, ...body },
          });
    },
    confirm: async (saved) => {
      const { id, version } = saved;
      const asked = { params: { id }, body: { version } };
      if (confirms) return confirm.mutateAsync(asked);
      const check = await client.call(api.salesOrders.check, { params: { id } });
      if (check.reasons.length === 0) return submit.mutateAsync(asked);
      setStopped({ order: saved, check });
      return null;
    },
    onRefused: (error, saved) => {
      if (!isStop(error)) return false;
      setStopped({ order: saved, check: error.problem.data as OrderCheck });
      return true;
    },
    confirmed: ({ no }) => (confirms ? t('order.confirmed', { no }) : null),
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
          <OrderHead
            order={now}
            editable={editable}
            value={value}
            customer={customer}
            marks={marks}
            onChange={put}
          />
        }
        lines={
          <LineGrid<OrderLine>
            label={t('order.lines')}
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
          ) : waits ? (
            <LineIncoming product={line?.product ?? null} />
          ) : null
        }
        totals={[
          { label: t('order.lineCount'), text: String(value.lines.length) },
          { label: t('order.net'), text: total('netFen') },
          { label: t('order.tax'), text: total('taxFen') },
          { label: t('order.gross'), text: total('grossFen') },
        ]}
        effect={editable ? t(confirms ? 'order.effect' : 'order.effectSubmit') : null}
        refusals={texts}
        {...commands.frame}
        confirmText={t(confirms ? 'order.confirm' : 'order.submit')}
        actions={
          <>
            {editable && <Button onClick={added.addFreight}>{t('order.addFreight')}</Button>}
            {editable && (
              <OrderDiscount
                lines={value.lines}
                amounts={sums}
                basis={value.basis}
                onChange={(lines) => put({ lines })}
              />
            )}
            {editable && <CopyLast customer={customer} onLines={added.addLines} />}
            {editable && (
              <OffersButton
                lines={() => askedLines(latest.current.lines)}
                into={now && { kind: 'order', id: now.id, version: now.version }}
                unsaved={document.dirty}
              />
            )}
            {actions}
          </>
        }
      />
      {stopped && (
        <StopPanel
          order={stopped.order}
          check={stopped.check}
          onAsked={(answer) => {
            setStopped(null);
            void message.success(t('order.asked'));
            onSaved(answer);
          }}
          onClose={() => {
            setStopped(null);
            onSaved(stopped.order);
          }}
        />
      )}
    </>
  );
}

const isStop = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.problem.code === 'order-stopped';

/** What a customer brings along, once the customer is chosen. */
function useCustomerDefaults(
  customer: OrderCustomer | undefined,
  latest: { current: OrderDraft },
  put: (part: Partial<OrderDraft>) => void,
) {
  const taken = useRef<number | null>(null);
  const id = customer?.customer.id ?? null;
  useEffect(() => {
    // Also of one that is gone, so that the same one is taken up anew.
    if (taken.current === id) return;
    taken.current = id;
    if (!customer) return;
    const { termId, warehouseId, addressId, titleId } = latest.current;
    put({
      termId: termId ?? customer.term?.id ?? null,
      warehouseId: warehouseId ?? customer.warehouse?.id ?? null,
      addressId: addressId ?? customer.addresses[0]?.id ?? null,
      titleId: titleId ?? customer.titles[0]?.id ?? null,
    });
    // oxlint-disable-next-line react/exhaustive-deps -- once per customer
  }, [id]);
}

/** The same as the last time below what is written already, at the prices of today. */
function CopyLast({
  customer,
  onLines,
}: {
  customer: OrderCustomer | undefined;
  onLines: (lines: OrderLine[]) => void;
}) {
  const { t } = useText();
  const { message } = App.useApp();
  const words = useProblemText();
  const [asking, setAsking] = useState(false);
  const last = customer?.lastOrder;
  if (!last) return null;
  const copy = async () => {
    setAsking(true);
    try {
      const order = await client.call(api.salesOrders.get, { params: { id: last.id } });
      onLines(linesAgain(order));
    } catch (error) {
      void message.error(words(error as Error));
    } finally {
      setAsking(false);
    }
  };
  return (
    <Button loading={asking} title={`${last.no} ${last.businessDate}`} onClick={() => void copy()}>
      {t('order.copyLast')}
    </Button>
  );
}
