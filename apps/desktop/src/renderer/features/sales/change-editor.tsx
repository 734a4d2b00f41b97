import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { OrderChange } from '@xinhang/shared/order-changes.ts';
import type { OrderCheck, SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { DocumentFrame } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { useText } from '../../i18n/i18n.ts';
import { ChangeHead } from './change-head.tsx';
import {
  begunChange,
  changeBody,
  changeDraftOf,
  changedFacts,
  orderFacts,
  sideFacts,
  split,
  splits,
  type ChangeDraft,
} from './change-line.ts';
import { ChangeStop } from './change-stop.tsx';
import { amountsOf, blankLine, isNamed, withOneMore, type OrderLine } from './order-line.ts';
import { OrderStrip } from './order-strip.tsx';
import './sales.css';
import { useOrderColumns } from './use-order-columns.ts';
import { useOrderFacts } from './use-order-facts.ts';

interface Props {
  order: SalesOrder;
  /** Null: one that is begun. */
  change: OrderChange | null;
  onSaved: (change: OrderChange) => void;
}

/** A change of a confirmed order, as it is written: beside each line what it is now. */
export function ChangeEditor({ order, change, onSaved }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const { company } = useMe();
  const confirms = useMay('salesOrders.confirm');
  const document = useDocument<OrderChange, ChangeDraft>({
    name: 'orderChange',
    fresh: `of-${order.id}`,
    doc: change,
    begin: () => begunChange(order),
    draftOf: changeDraftOf(order),
  });
  const { value, latest, put } = document;
  const [line, setLine] = useState<OrderLine | null>(null);
  const [stopped, setStopped] = useState<{ change: OrderChange; check: OrderCheck } | null>(null);
  const params = { id: order.customer.id };
  const { data: customer } = useEndpoint(api.salesOrders.customer, { params });
  const facts = useOrderFacts(value.lines, {
    customerId: order.customer.id,
    on: company.today,
    enabled: true,
  });
  const columns = useOrderColumns({
    beside: 'change',
    dated: true,
    basis: order.basis,
    facts,
    today: company.today,
    ships: true,
  });
  const create = useCommand(api.orderChanges.create, { form: true });
  const update = useCommand(api.orderChanges.update);
  const submit = useCommand(api.orderChanges.submit);
  const commands = useDocumentCommands(document, {
    editable: true,
    missing: ({ lines, reason }) => {
      const n = lines.filter((one) => !isNamed(one)).length;
      if (n > 0) return t('doc.stillUnmatched', { n });
      return reason.trim() === '' ? t('change.reasonFirst') : null;
    },
    save: ({ lines, reason, ...head }, saved) => {
      const was = saved ? sideFacts(saved) : orderFacts(order);
      const body = { ...changedFacts(head, was), reason, lines: changeBody(order, lines) };
      return saved === null
        ? create.mutateAsync({ params: { id: order.id }, body })
        : update.mutateAsync({
            params: { id: saved.id },
            body: { version: saved.version, ...body },
          });
    },
    confirm: ({ id, version }) => submit.mutateAsync({ params: { id }, body: { version } }),
    onRefused: (error, saved) => {
      if (!isStop(error)) return false;
      setStopped({ change: saved, check: error.problem.data as OrderCheck });
      return true;
    },
    confirmed: ({ state }) => t(state === 'applied' ? 'change.applied' : 'change.handedIn'),
    onSaved,
  });
  const { marks, texts } = useRefusals(
    isStop(commands.error) ? null : commands.error,
    value.lines,
    columns,
    isNamed,
  );
  const grossFen = value.lines.reduce(
    (all, one) => all + (amountsOf(one, facts(one), order.basis)?.grossFen ?? 0),
    0,
  );
  const yuan = (amount: number) => `¥${formatFen(fen(amount))}`;
  const current = line && value.lines.find((one) => one.key === line.key);
  return (
    <>
      <DocumentFrame
        head={
          <ChangeHead
            order={order}
            value={value}
            customer={customer}
            marks={marks}
            onChange={put}
          />
        }
        lines={
          <LineGrid<OrderLine>
            label={t('change.lines')}
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
        strip={
          <OrderStrip
            line={current ?? line}
            facts={line ? facts(line) : undefined}
            basis={order.basis}
            customer={customer}
            onDeviation={(deviation) =>
              put({
                lines: latest.current.lines.map((one) =>
                  one.key === line?.key ? { ...one, deviation } : one,
                ),
              })
            }
          />
        }
        totals={[
          { label: t('change.was'), text: yuan(order.grossFen) },
          { label: t('change.becomes'), text: yuan(grossFen) },
          {
            label: t('change.difference'),
            text: `${grossFen > order.grossFen ? '+' : ''}${formatFen(fen(grossFen - order.grossFen))}`,
          },
        ]}
        effect={t(confirms ? 'change.effect' : 'change.effectSubmit')}
        refusals={texts}
        {...commands.frame}
        confirmText={t(confirms ? 'change.apply' : 'order.submit')}
        actions={
          <Button
            disabled={!current || !splits(current)}
            title={t('change.splitWhy')}
            // The cell in which somebody is keeps what is written in it.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() =>
              current &&
              put({
                lines: latest.current.lines.flatMap((one) =>
                  one.key === current.key ? split(one) : [one],
                ),
              })
            }
          >
            {t('change.split')}
          </Button>
        }
      />
      <ChangeStop
        change={stopped?.change ?? null}
        check={stopped?.check ?? null}
        onAsked={(answer) => {
          setStopped(null);
          void message.success(t('order.asked'));
          onSaved(answer);
        }}
        onClose={() => setStopped(null)}
      />
    </>
  );
}

const isStop = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.problem.code === 'order-stopped';
