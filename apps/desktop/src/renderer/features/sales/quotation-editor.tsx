import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { Quotation, QuotationCheck } from '@xinhang/shared/quotations.ts';
import type { OrderCustomer } from '@xinhang/shared/sales-orders.ts';
import { App, Button } from 'antd';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { readNumber } from '../../form/amount-text.ts';
import { DocumentFrame } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useAfterCell } from '../../form/document/use-after-cell.ts';
import { useDocumentDraft } from '../../form/document/use-document-draft.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { useText } from '../../i18n/i18n.ts';
import {
  amountsOf,
  blankLine,
  freightLine,
  isNamed,
  withOneMore,
  type OrderLine,
} from './order-line.ts';
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
  const [now, setNow] = useState(quotation);
  const [saved, setSaved] = useState<QuotationDraft>(() =>
    quotation ? quotationDraftOf(quotation) : { ...emptyQuotation(company.today), ...begun },
  );
  const editable = now === null || now.can.update;
  const draft = useDocumentDraft<QuotationDraft>(
    `quotation.${now?.id ?? 'new'}`,
    now === null ? 'new' : String(now.version),
    saved,
  );
  const { value, setValue } = draft;
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
  const failed = submit.error ?? update.error ?? create.error;
  const isStop = failed instanceof ApiError && failed.problem.code === 'quotation-stopped';
  const { marks, texts } = useRefusals(isStop ? null : failed, value.lines);
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  const put = (part: Partial<QuotationDraft>) => setValue({ ...latest.current, ...part });
  useTermOf(now === null ? customer : undefined, latest, put);

  const unmatched = value.lines.filter((one) => !isNamed(one)).length;
  /** What is saved now is what is written; lines keep their places on the screen. */
  const take = (answer: Quotation, keys: readonly string[]) => {
    const next = quotationDraftOf(answer, keys);
    setNow(answer);
    setSaved(next);
    setValue(next);
  };
  // Somebody else saved it meanwhile, and nothing is written here.
  const newer =
    quotation !== null && now !== null && quotation.version > now.version && !draft.dirty;
  useEffect(() => {
    if (newer) take(quotation, []);
    // oxlint-disable-next-line react/exhaustive-deps -- once per version
  }, [newer]);
  /** Saves what is written; answers the quotation as it then is. */
  const save = async (): Promise<Quotation | null> => {
    for (const command of [create, update, submit]) command.reset();
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
    const body = quotationBody(latest.current);
    try {
      if (now !== null && !draft.dirty) return now;
      const answer =
        now === null
          ? await create.mutateAsync({ body: { customerId: whom.id, ...body } })
          : await update.mutateAsync({
              params: { id: now.id },
              body: { version: now.version, ...body },
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
  const submitNow = async () => {
    const answer = await save();
    if (!answer) return;
    const { id, version } = answer;
    try {
      const done = await submit.mutateAsync({ params: { id }, body: { version } });
      void message.success(t('quotation.submitted', { no: done.no }));
      onSaved(done);
    } catch (error) {
      // The draft is saved, what it lacks stands above the lines, what stops it in a panel.
      if (error instanceof ApiError && error.problem.code === 'quotation-stopped') {
        setStopped({ of: answer, check: error.problem.data as QuotationCheck });
      }
    }
  };
  const onSave = useAfterCell(saveNow);
  const onConfirm = useAfterCell(submitNow);
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
        effect={editable ? t('quotation.effect') : null}
        refusals={texts}
        restored={draft.restored}
        onDrop={draft.drop}
        onSave={editable ? onSave : null}
        onConfirm={editable ? onConfirm : null}
        confirmText={t('quotation.submit')}
        saving={[create, update, submit].some((one) => one.isPending)}
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
