import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { OrderCheck, OrderCustomer, SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { App, Button } from 'antd';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { readNumber } from '../../form/amount-text.ts';
import { DocumentFrame } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useAfterCell } from '../../form/document/use-after-cell.ts';
import { useDocumentDraft } from '../../form/document/use-document-draft.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { useText } from '../../i18n/i18n.ts';
import { OrderHead } from './order-head.tsx';
import {
  amountsOf,
  blankLine,
  bodyLines,
  draftOf,
  emptyOrder,
  freightLine,
  isNamed,
  linesAgain,
  withOneMore,
  type OrderDraft,
  type OrderLine,
} from './order-line.ts';
import { OrderStrip } from './order-strip.tsx';
import './sales.css';
import { StopPanel } from './stop-panel.tsx';
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
  const words = useProblemText();
  const { company } = useMe();
  const confirms = useMay('salesOrders.confirm');
  const [now, setNow] = useState(order);
  const [saved, setSaved] = useState<OrderDraft>(() =>
    order ? draftOf(order) : { ...emptyOrder(company.today), ...begun },
  );
  const editable = now === null || now.can.update;
  const draft = useDocumentDraft<OrderDraft>(
    `salesOrder.${now?.id ?? 'new'}`,
    now === null ? 'new' : String(now.version),
    saved,
  );
  const { value, setValue } = draft;
  const [line, setLine] = useState<OrderLine | null>(null);
  const [stopped, setStopped] = useState<{ order: SalesOrder; check: OrderCheck } | null>(null);
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
    // Whoever confirms looks at the same.
    enabled: editable || now?.can.confirm === true,
  });
  const columns = useOrderColumns({
    beside: now !== null && now.no !== '' ? 'progress' : 'help',
    dated: true,
    basis: value.basis,
    facts,
    today: company.today,
  });
  const create = useCommand(api.salesOrders.create, { form: true });
  const update = useCommand(api.salesOrders.update);
  const confirm = useCommand(api.salesOrders.confirm);
  const submit = useCommand(api.salesOrders.submit);
  const failed = confirm.error ?? submit.error ?? update.error ?? create.error;
  const isStop = failed instanceof ApiError && failed.problem.code === 'order-stopped';
  const { marks, texts } = useRefusals(isStop ? null : failed, value.lines);
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  const put = (part: Partial<OrderDraft>) => setValue({ ...latest.current, ...part });
  useCustomerDefaults(now === null ? customer : undefined, latest, put);

  const unmatched = value.lines.filter((one) => !isNamed(one)).length;
  const body = () => {
    const { lines, customer: _, ...head } = latest.current;
    return { ...head, lines: bodyLines(lines) };
  };
  /** What is saved now is what is written; lines keep their places on the screen. */
  const take = (answer: SalesOrder, keys: readonly string[]) => {
    const next = draftOf(answer, keys);
    setNow(answer);
    setSaved(next);
    setValue(next);
  };
  // Somebody else saved it meanwhile, and nothing is written here.
  const newer = order !== null && now !== null && order.version > now.version && !draft.dirty;
  useEffect(() => {
    if (newer) take(order, []);
    // oxlint-disable-next-line react/exhaustive-deps -- once per version
  }, [newer]);
  /** Saves what is written; answers the order as it then is. */
  const save = async (): Promise<SalesOrder | null> => {
    for (const command of [create, update, confirm, submit]) command.reset();
    if (latest.current.lines.some((one) => !isNamed(one))) {
      void message.warning(t('doc.stillUnmatched', { n: unmatched }));
      return null;
    }
    const whom = latest.current.customer;
    if (!whom) {
      void message.warning(t('order.customerFirst'));
      return null;
    }
    const keys = latest.current.lines.map((one) => one.key);
    try {
      if (now !== null && !draft.dirty) return now;
      const answer =
        now === null
          ? await create.mutateAsync({ body: { customerId: whom.id, ...body() } })
          : await update.mutateAsync({
              params: { id: now.id },
              body: { version: now.version, ...body() },
            });
      draft.settle();
      take(answer, keys);
      return answer;
    } catch {
      // It stands above the lines.
      return null;
    }
  };
  const saveNow = async () => {
    const answer = await save();
    if (!answer) return;
    void message.success(t('doc.saved'));
    onSaved(answer);
  };
  const confirmNow = async () => {
    const answer = await save();
    if (!answer) return;
    const { id, version } = answer;
    const asked = { params: { id }, body: { version } };
    try {
      if (confirms) {
        const done = await confirm.mutateAsync(asked);
        void message.success(t('order.confirmed', { no: done.no }));
        onSaved(done);
        return;
      }
      const check = await client.call(api.salesOrders.check, { params: { id } });
      if (check.reasons.length > 0) {
        setStopped({ order: answer, check });
        return;
      }
      onSaved(await submit.mutateAsync(asked));
    } catch (error) {
      // Refused: the draft is saved, what it lacks stands above the lines, what stops it in a panel.
      const stop = error instanceof ApiError && error.problem.code === 'order-stopped';
      if (stop) setStopped({ order: answer, check: error.problem.data as OrderCheck });
      else if (!(error instanceof ApiError)) void message.error(words(error as Error));
    }
  };
  const onSave = useAfterCell(saveNow);
  const onConfirm = useAfterCell(confirmNow);
  const pasted = (one: OrderLine, [quantity = '', price = '']: readonly string[]): OrderLine => ({
    ...one,
    qtyE4: readNumber(quantity, 4),
    priceE4: price === '' ? null : readNumber(price, 4),
  });
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
            pasted={pasted}
            marks={marks}
            onChange={(lines) => put({ lines })}
            onLine={setLine}
            onPasted={(count, missing) =>
              void (missing === 0
                ? message.success(t('doc.pasted', { n: count }))
                : message.warning(t('doc.pastedSome', { n: count, missing })))
            }
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
        effect={editable ? t(confirms ? 'order.effect' : 'order.effectSubmit') : null}
        refusals={texts}
        restored={draft.restored}
        onDrop={draft.drop}
        onSave={editable ? onSave : null}
        onConfirm={editable ? onConfirm : null}
        confirmText={t(confirms ? 'order.confirm' : 'order.submit')}
        saving={[create, update, confirm, submit].some((one) => one.isPending)}
        dirty={draft.dirty}
        actions={
          <>
            {editable && (
              <Button
                onClick={() =>
                  put({ lines: [...latest.current.lines, freightLine(t('order.freight'))] })
                }
              >
                {t('order.addFreight')}
              </Button>
            )}
            {editable && <CopyLast customer={customer} onLines={(lines) => put({ lines })} />}
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

/** What a customer brings along, once the customer is chosen. */
function useCustomerDefaults(
  customer: OrderCustomer | undefined,
  latest: { current: OrderDraft },
  put: (part: Partial<OrderDraft>) => void,
) {
  const taken = useRef<number | null>(null);
  const id = customer?.customer.id ?? null;
  useEffect(() => {
    if (!customer || taken.current === id) return;
    taken.current = id;
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

/** The same as the last time, at the prices of today. */
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
  const last = customer?.lastOrder;
  if (!last) return null;
  const copy = async () => {
    try {
      const order = await client.call(api.salesOrders.get, { params: { id: last.id } });
      onLines(linesAgain(order));
    } catch (error) {
      void message.error(words(error as Error));
    }
  };
  return (
    <Button title={`${last.no} ${last.businessDate}`} onClick={() => void copy()}>
      {t('order.copyLast')}
    </Button>
  );
}
