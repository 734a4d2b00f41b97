import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { DirectSale } from '@xinhang/shared/direct-sales.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Modal } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { DocumentFrame } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useAfterCell } from '../../form/document/use-after-cell.ts';
import { useDocumentDraft } from '../../form/document/use-document-draft.ts';
import { useLineFacts } from '../../form/document/use-line-facts.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { RecordHead } from '../../ui/record-page.tsx';
import { DirectHead } from './direct-head.tsx';
import { emptySale, saleLines, type DirectDraft } from './direct-sale.ts';
import { amountsOf, blankLine, isNamed, withOneMore, type OrderLine } from './order-line.ts';
import { OrderDiscount } from './order-discount.tsx';
import { OrderStrip } from './order-strip.tsx';
import './sales.css';
import { useAddedLines } from './use-added-lines.ts';
import { useOrderColumns } from './use-order-columns.ts';
import { useOrderFacts } from './use-order-facts.ts';

/** Who sells at once writes orders, sends goods out, and mostly takes the money. */
export function DirectSalePage() {
  const { t } = useText();
  const [orders, sends] = [useMay('salesOrders.confirm'), useMay('deliveries.manage')];
  return (
    <div className="page">
      <RecordHead title={t('direct.title')} />
      {orders && sends ? (
        <DirectEditor />
      ) : (
        <Alert type="warning" showIcon title={t('direct.notAllowed')} />
      )}
    </div>
  );
}

function DirectEditor() {
  const { t } = useText();
  const { message } = App.useApp();
  const words = useProblemText();
  const { company } = useMe();
  const takesMoney = useMay('receipts.manage');
  const [saved, setSaved] = useState<DirectDraft>(() => emptySale(company.today));
  const draft = useDocumentDraft<DirectDraft>('directSale.new', 'new', saved);
  const { value, setValue } = draft;
  const put = (part: Partial<DirectDraft>) => setValue((now) => ({ ...now, ...part }));
  const added = useAddedLines(() => value.lines, put);
  const [line, setLine] = useState<OrderLine | null>(null);
  const [sold, setSold] = useState<DirectSale | null>(null);
  const customerId = value.customer?.id ?? null;
  const found = useEndpoint(
    api.salesOrders.customer,
    { params: { id: customerId ?? 0 } },
    { enabled: customerId !== null },
  );
  const customer = customerId === null ? undefined : found.data;
  const usualPlace = customer?.warehouse?.id ?? null;
  useEffect(() => {
    if (usualPlace !== null)
      setValue((now) => ({ ...now, warehouseId: now.warehouseId ?? usualPlace }));
    // oxlint-disable-next-line react/exhaustive-deps -- once the customer is there
  }, [usualPlace]);
  const facts = useOrderFacts(value.lines, { customerId, on: value.businessDate, enabled: true });
  const batched = value.lines.filter((one) => facts(one)?.tracksBatch);
  const lying = useLineFacts(batched, value.warehouseId);
  const batchesOf = useCallback(
    ({ product }: OrderLine) => (lying.get(product?.id ?? 0)?.batches ?? []).map((b) => b.batch),
    [lying],
  );
  const columns = useOrderColumns({
    beside: 'help',
    dated: false,
    basis: value.basis,
    facts,
    today: company.today,
    sent: value.lines.some((one) => facts(one)?.tracksBatch || facts(one)?.tracksSerial),
    batchesOf,
  });
  const sell = useCommand(api.directSales.create, { form: true });
  const { marks, texts } = useRefusals(
    isStop(sell.error) ? null : sell.error,
    value.lines,
    columns,
    isNamed,
  );
  const sums = value.lines.map((one) => amountsOf(one, facts(one), value.basis));
  const total = (of: 'netFen' | 'taxFen' | 'grossFen') =>
    sums.reduce((all, one) => all + (one?.[of] ?? 0), 0);
  const grossFen = total('grossFen');
  const yuan = (amount: number) => `¥${formatFen(fen(amount))}`;
  const amountFen = !takesMoney || value.onAccount ? 0 : (value.amountFen ?? grossFen);
  const act = useAfterCell(async () => {
    const unmatched = value.lines.filter((one) => !isNamed(one)).length;
    if (unmatched > 0) return void message.warning(t('doc.stillUnmatched', { n: unmatched }));
    if (value.customer === null) return void message.warning(t('order.customerFirst'));
    if (value.lines.length === 0) return void message.warning(t('direct.linesFirst'));
    if (!isReckoned(value.amountFen)) return void message.warning(t('finance.incomplete'));
    const { businessDate, basis, warehouseId, note, accountId, method, lines } = value;
    const body = {
      customerId: value.customer.id,
      businessDate,
      basis,
      warehouseId,
      note,
      method,
      amountFen,
      ...(amountFen > 0 && { accountId }),
      lines: saleLines(lines),
    };
    try {
      setSold(await sell.mutateAsync({ body }));
      draft.settle();
    } catch {
      // It stands above the lines, which stay as they were written.
    }
  });
  const next = () => {
    const { warehouseId, accountId, method, basis } = value;
    const fresh = emptySale(company.today, { warehouseId, accountId, method, basis });
    setSaved(fresh);
    setValue(fresh);
    setSold(null);
    sell.reset();
  };
  return (
    <>
      <DocumentFrame
        head={<DirectHead value={value} grossFen={grossFen} marks={marks} onChange={put} />}
        lines={
          <LineGrid<OrderLine>
            label={t('direct.lines')}
            columns={columns}
            lines={value.lines}
            editable
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
          <OrderStrip
            line={line && (value.lines.find((one) => one.key === line.key) ?? line)}
            facts={line ? facts(line) : undefined}
            basis={value.basis}
            customer={customer}
            onDeviation={(deviation) =>
              setValue((now) => ({
                ...now,
                lines: now.lines.map((one) =>
                  one.key === line?.key ? { ...one, deviation } : one,
                ),
              }))
            }
          />
        }
        totals={[
          { label: t('order.lineCount'), text: String(value.lines.length) },
          { label: t('order.gross'), text: yuan(grossFen) },
          { label: t('direct.paid'), text: yuan(amountFen) },
          {
            label: t(amountFen > grossFen ? 'direct.over' : 'direct.owed'),
            text: yuan(Math.abs(grossFen - amountFen)),
          },
        ]}
        effect={t('direct.effect')}
        refusals={
          isStop(sell.error)
            ? sell.error.problem.data.reasons.map((one) =>
                t('direct.stop', { why: t(`order.why.${one}`) }),
              )
            : texts
        }
        onSave={null}
        onConfirm={act}
        confirmText={t('direct.sell')}
        saving={sell.isPending}
        dirty={draft.dirty}
        restored={draft.restored}
        onDrop={draft.drop}
        actions={
          <>
            <Button onClick={added.addFreight}>{t('order.addFreight')}</Button>
            <OrderDiscount
              lines={value.lines}
              amounts={sums}
              basis={value.basis}
              onChange={(lines) => put({ lines })}
            />
          </>
        }
      />
      {sold && <Sold sold={sold} onNext={next} />}
      {sell.error && !(sell.error instanceof ApiError) && (
        <Alert type="error" showIcon title={words(sell.error)} />
      )}
    </>
  );
}

type Why = 'price' | 'gifts' | 'amount' | 'credit' | 'overdue' | 'prepay';
type Stop = ApiError & { problem: { data: { reasons: Why[] } } };
const isStop = (error: unknown): error is Stop =>
  error instanceof ApiError &&
  (error.problem.code === 'order-stopped' || error.problem.code === 'delivery-stopped');

/** What was written, with the way to each, to the print, and to the next customer. */
function Sold({ sold, onNext }: { sold: DirectSale; onNext: () => void }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { order, delivery, receipt, grossFen, settledFen } = sold;
  const print = () =>
    void navigate({
      to: '/deliveries/$id',
      params: { id: String(delivery.id) },
      search: { print: true },
    });
  return (
    <Modal
      open
      width={460}
      title={t('direct.sold')}
      onCancel={onNext}
      footer={[
        <Button key="next" onClick={onNext}>
          {t('direct.next')}
        </Button>,
        <Button key="print" type="primary" autoFocus onClick={print}>
          {t('direct.print')}
        </Button>,
      ]}
    >
      <dl className="direct-sold">
        <dt>{t('order.one')}</dt>
        <dd>
          <Link to="/sales-orders/$id" params={{ id: String(order.id) }}>
            {order.no}
          </Link>
        </dd>
        <dt>{t('delivery.one')}</dt>
        <dd>
          <Link to="/deliveries/$id" params={{ id: String(delivery.id) }} search={{}}>
            {delivery.no}
          </Link>
        </dd>
        {receipt && (
          <>
            <dt>{t('direct.receipt')}</dt>
            <dd>
              <Link to="/receipts/$id" params={{ id: String(receipt.id) }}>
                {receipt.no}
              </Link>
            </dd>
          </>
        )}
        <dt>{t('order.gross')}</dt>
        <dd className="number">¥{formatFen(fen(grossFen))}</dd>
        <dt>{t('direct.owed')}</dt>
        <dd className="number">¥{formatFen(fen(grossFen - settledFen))}</dd>
      </dl>
    </Modal>
  );
}
