import { api } from '@xinhang/shared/contract/api.ts';
import type { BoardLine } from '@xinhang/shared/deliveries.ts';
import { boardBuckets } from '@xinhang/shared/delivery-rules.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button, Checkbox, Skeleton } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { isWarehouse, PlaceSelect } from '../../form/place-select.tsx';
import { useText, type Translate } from '../../i18n/i18n.ts';
import { FindBox } from '../../table/find-box.tsx';
import { useDates } from '../../ui/dates.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { CauseDialog } from './cause-dialog.tsx';
import './board.css';
import { shownQty } from './delivery-line.ts';
import { tidy } from '../../table/tidy-search.ts';
import { type BoardSearch } from './delivery-search.ts';

/** What is to go out, by the day it is asked for; chosen lines of one customer become a delivery. */
export function BoardPage({ search }: { search: BoardSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const mayDeliver = useMay('deliveries.manage');
  const readsOrders = useMay('salesOrders.read');
  const found = useEndpoint(api.deliveries.board, { query: search }, { keep: true });
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const show = (next: BoardSearch) => {
    setChosen(new Set());
    void navigate({ to: '/delivery-board', search: tidy(next) });
  };
  const change = (part: Partial<BoardSearch>) => show({ ...search, ...part });
  const { data } = found;
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <FindBox
          q={search.q}
          placeholder={t('board.find')}
          width={220}
          onFind={(q) => change({ q })}
        />
        <PlaceSelect
          fits={isWarehouse}
          {...(!readsOrders && { right: 'salesOrders.open' as const })}
          label={t('board.warehouse')}
          clearable
          style={{ width: 150 }}
          value={search.warehouseId ?? null}
          onChange={(warehouseId) => change({ warehouseId: warehouseId ?? undefined })}
        />
        {readsOrders && (
          <Checkbox
            checked={search.mine === true}
            onChange={(event) => change({ mine: event.target.checked ? true : undefined })}
          >
            {t('board.mine')}
          </Checkbox>
        )}
        <span className="spring" />
        {mayDeliver && data && <Deliver rows={data.rows.filter((row) => chosen.has(row.id))} />}
      </div>
      <div className="page-views" role="group" aria-label={t('board.title')}>
        {boardBuckets.map((bucket) => (
          <Button
            key={bucket}
            aria-pressed={search.bucket === bucket}
            type={search.bucket === bucket ? 'primary' : 'default'}
            danger={bucket === 'overdue' && (data?.counts.overdue ?? 0) > 0}
            onClick={() => change({ bucket: search.bucket === bucket ? undefined : bucket })}
          >
            {t(`board.bucket.${bucket}`)} {data?.counts[bucket] ?? 0}
          </Button>
        ))}
        {data && data.rows.length > 0 && !data.more && (
          <span className="soft">
            {t('board.sum', {
              orders: new Set(data.rows.map((row) => row.orderId)).size,
              lines: data.rows.length,
            })}
          </span>
        )}
      </div>
      {found.error && !data && <LoadError error={found.error} retry={() => void found.refetch()} />}
      {!data && !found.error && <Skeleton active paragraph={{ rows: 8 }} />}
      {data && data.rows.length === 0 && <p className="soft">{t('board.empty')}</p>}
      {data && data.rows.length > 0 && (
        <Rows rows={data.rows} chosen={chosen} onChosen={setChosen} choosing={mayDeliver} />
      )}
      {data?.more && <p className="soft">{t('board.more')}</p>}
    </div>
  );
}

/** Drafts a delivery of the chosen lines, with as much of each as is there. */
function Deliver({ rows }: { rows: readonly BoardLine[] }) {
  const { t } = useText();
  const words = useRefusalText();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { today } = useDates();
  const create = useCommand(api.deliveries.create, {
    form: true,
    onDone: ({ id }) => void navigate({ to: '/deliveries/$id', params: { id: String(id) } }),
  });
  const customers = new Set(rows.map((row) => row.customer.id));
  const deliver = () => {
    if (customers.size > 1) {
      void message.warning(t('board.oneCustomer'));
      return;
    }
    const lines = rows.map((row) => ({ orderLineId: row.id, qtyE4: goes(row) }));
    create.mutate(
      { body: { businessDate: today, lines } },
      { onError: (error: Error) => void message.error(words(error)) },
    );
  };
  return (
    <Button
      type="primary"
      disabled={rows.length === 0}
      loading={create.isPending}
      onClick={deliver}
    >
      {t('board.deliverChosen', { count: rows.length })}
    </Button>
  );
}

/** All that is open, or what is there of it where there is less. */
const goes = ({ openE4, onHandE4 }: BoardLine) =>
  onHandE4 !== null && onHandE4 > 0 && onHandE4 < openE4 ? onHandE4 : openE4;

const isShort = ({ openE4, onHandE4 }: BoardLine) => onHandE4 !== null && onHandE4 < openE4;

/** What was noted, else what is proposed. */
function causeText({ delay, proposedCause }: BoardLine, t: Translate): string {
  if (delay) return t(`cause.${delay.cause}`);
  return proposedCause === null
    ? t('board.noteCause')
    : t('board.proposed', { cause: t(`cause.${proposedCause}`) });
}

interface RowsProps {
  rows: readonly BoardLine[];
  chosen: ReadonlySet<number>;
  onChosen: (chosen: ReadonlySet<number>) => void;
  choosing: boolean;
}

function Rows({ rows, chosen, onChosen, choosing }: RowsProps) {
  const { t } = useText();
  const { day } = useDates();
  const readsOrders = useMay('salesOrders.read');
  const notes = [useMay('salesOrders.update'), useMay('deliveries.manage')].some(Boolean);
  const [asking, setAsking] = useState<BoardLine | null>(null);
  const choose = (id: number) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChosen(next);
  };
  const qty = (row: BoardLine, value: number) => shownQty(value, row.product.qtyDecimals);
  return (
    <>
      <div className="board-scroll">
        <table className="plain-table board-table">
          <thead>
            <tr>
              {choosing && <th aria-label={t('board.deliver')} />}
              <th>{t('board.due')}</th>
              <th>{t('board.customer')}</th>
              <th>{t('board.order')}</th>
              <th>{t('board.product')}</th>
              <th className="number">{t('board.ordered')}</th>
              <th className="number">{t('board.delivered')}</th>
              <th className="number">{t('board.open')}</th>
              <th className="number">{t('board.onHand')}</th>
              <th>{t('board.warehouse')}</th>
              <th>{t('board.cause')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                {choosing && (
                  <td>
                    <Checkbox
                      disabled={row.dropShip !== null}
                      aria-label={t('board.choose', { product: row.product.name })}
                      checked={chosen.has(row.id)}
                      onChange={() => choose(row.id)}
                    />
                  </td>
                )}
                <td className={row.lateDays > 0 ? 'danger' : ''} title={row.requiredDate ?? ''}>
                  {row.lateDays > 0
                    ? t('board.late', { days: row.lateDays })
                    : day(row.requiredDate)}
                </td>
                <td className="board-name">{row.customer.name}</td>
                <td>
                  {readsOrders ? (
                    <Link to="/sales-orders/$id" params={{ id: String(row.orderId) }}>
                      {row.orderNo}
                    </Link>
                  ) : (
                    row.orderNo
                  )}
                </td>
                <td className="board-name">
                  {row.product.code} {row.product.name}
                </td>
                <td className="number">{qty(row, row.qtyE4)}</td>
                <td className="number">{row.deliveredE4 === 0 ? '' : qty(row, row.deliveredE4)}</td>
                <td className="number">
                  {qty(row, row.openE4)} {row.product.unit.name}
                </td>
                {row.dropShip ? (
                  <td className={row.dropShip.orderedE4 === 0 ? 'number danger' : 'number'}>
                    {row.dropShip.orderedE4 === 0
                      ? t('dropShip.boardNone')
                      : t('dropShip.boardOrdered', {
                          qty: qty(row, row.dropShip.orderedE4),
                          on: row.dropShip.comingOn === null ? '' : day(row.dropShip.comingOn),
                        })}
                  </td>
                ) : (
                  <td className={isShort(row) ? 'number danger' : 'number'}>
                    {row.onHandE4 !== null && qty(row, row.onHandE4)}
                    {isShort(row) && ` ${t('board.short')}`}
                  </td>
                )}
                <td>{row.warehouse?.name ?? ''}</td>
                <td>
                  {notes ? (
                    <Button
                      type="link"
                      size="small"
                      title={row.delay?.note ?? ''}
                      onClick={() => setAsking(row)}
                    >
                      {causeText(row, t)}
                    </Button>
                  ) : (
                    row.delay && t(`cause.${row.delay.cause}`)
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {asking && <CauseDialog line={asking} onClose={() => setAsking(null)} />}
    </>
  );
}
