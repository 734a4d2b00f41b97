import { api } from '@xinhang/shared/contract/api.ts';
import { standingDeliveryStates } from '@xinhang/shared/delivery-rules.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { SoldProduct } from '@xinhang/shared/overview.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { may, useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';

type Data = EndpointOutput<typeof api.overview.read>;
type Days = { from: string; to: string };
const money = (amount: number) => formatFen(fen(amount));
const agreed = ['confirmed', 'partly', 'done', 'closed'] as const;

/** How business goes, each figure a way to the list that adds up to it (S09). */
export function Overview() {
  const me = useMe();
  const rights = [api.overview.read.access].flat();
  return rights.some((one) => may(me, one as Parameters<typeof may>[1])) ? <Block /> : null;
}

function Block() {
  const { t } = useText();
  const { data } = useEndpoint(api.overview.read, {});
  if (!data) return null;
  return (
    <section className="desk-block" aria-label={t('overview.title')}>
      <div className="desk-head">
        <h2>{t('overview.title')}</h2>
        {data.partial && <span className="soft">{t('overview.partial')}</span>}
      </div>
      <Documents data={data} />
      <Standing data={data} />
      {data.best && data.worst && data.best.length > 0 && (
        <>
          <Ends title={t('overview.best')} rows={data.best} month={data.month} />
          {data.worst.length > 0 && (
            <Ends title={t('overview.worst')} rows={data.worst} month={data.month} />
          )}
        </>
      )}
      {data.bestCustomers && data.bestCustomers.length > 0 && (
        <Customers
          title={t('overview.bestCustomers')}
          rows={data.bestCustomers}
          days={data.month}
        />
      )}
      {data.fallenCustomers && data.fallenCustomers.length > 0 && (
        <Customers
          title={t('overview.fallenCustomers')}
          why={t('overview.fallenWhy', data.before)}
          rows={data.fallenCustomers}
          days={{ from: data.before.from, to: data.month.to }}
        />
      )}
    </section>
  );
}

/** Today and this month, a line for each kind of document. */
function Documents({ data }: { data: Data }) {
  const { t } = useText();
  const { today, month, orders, deliveries, receipts } = data;
  if (!orders && !deliveries && !receipts) return null;
  const day = { from: today, to: today };
  const line = (
    label: string,
    sums: Data['orders'],
    link: (days: Days, text: string) => ReactNode,
  ) =>
    sums && (
      <tr>
        <td>{label}</td>
        {(
          [
            ['today', day],
            ['month', month],
          ] as const
        ).map(([key, days]) => (
          <td key={key} className="number">
            {link(days, money(sums[key].amountFen))}{' '}
            <span className="soft">{t('overview.count', { n: sums[key].count })}</span>
          </td>
        ))}
      </tr>
    );
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th />
          <th className="number">{t('overview.today')}</th>
          <th className="number">{t('overview.month')}</th>
        </tr>
      </thead>
      <tbody>
        {line(t('overview.orders'), orders, (days, text) => (
          <Link to="/sales-orders" search={{ ...days, state: [...agreed] }}>
            {text}
          </Link>
        ))}
        {line(t('overview.deliveries'), deliveries, (days, text) => (
          <Link to="/deliveries" search={{ ...days, state: [...standingDeliveryStates] }}>
            {text}
          </Link>
        ))}
        {line(t('overview.receipts'), receipts, (days, text) => (
          <Link to="/receipts" search={{ ...days, state: ['confirmed'] }}>
            {text}
          </Link>
        ))}
      </tbody>
    </table>
  );
}

/** What is overdue, and what there is of money and goods. */
function Standing({ data: { overdueFen, cashFen, stockFen } }: { data: Data }) {
  const { t } = useText();
  const line = (label: string, value: ReactNode) => (
    <div className="small-line">
      <span className="small-name">{label}</span>
      <span className="small-note">{value}</span>
    </div>
  );
  return (
    <>
      {overdueFen !== null &&
        line(
          t('overview.overdue'),
          <Link
            to="/receivables"
            search={{ overdue: true }}
            className={overdueFen > 0 ? 'danger' : ''}
          >
            {money(overdueFen)}
          </Link>,
        )}
      {cashFen !== null &&
        line(
          t('overview.cash'),
          <Link to="/cash-book" search={{}}>
            {money(cashFen)}
          </Link>,
        )}
      {stockFen !== null &&
        line(
          t('overview.stock'),
          <Link to="/stock" search={{}}>
            {money(stockFen)}
          </Link>,
        )}
    </>
  );
}

function Ends({
  title,
  rows,
  month,
}: {
  title: string;
  rows: readonly SoldProduct[];
  month: Days;
}) {
  return (
    <>
      <div className="small-line">
        <Link to="/product-analysis" search={{}} className="small-name soft">
          {title}
        </Link>
      </div>
      {rows.map((row) => (
        <div key={row.id} className="small-line">
          <Link
            to="/product-analysis/$id"
            params={{ id: String(row.id) }}
            search={month}
            className="small-name"
          >
            {row.name}
          </Link>
          <span className="small-note">{money(row.netFen)}</span>
        </div>
      ))}
    </>
  );
}

/** Customers by what they bought, each a way to the products and documents behind it. */
function Customers({
  title,
  why,
  rows,
  days,
}: {
  title: string;
  why?: string;
  rows: readonly (Pick<SoldProduct, 'id' | 'name' | 'netFen'> & { beforeFen?: number })[];
  days: Days;
}) {
  return (
    <>
      <div className="small-line">
        <span className="small-name soft" title={why}>
          {title}
        </span>
      </div>
      {rows.map(({ id, name, netFen, beforeFen }) => (
        <div key={id} className="small-line">
          <Link
            to="/product-analysis"
            search={{ period: 'days', ...days, customerId: id, customerName: name }}
            className="small-name"
          >
            {name}
          </Link>
          {beforeFen === undefined ? (
            <span className="small-note">{money(netFen)}</span>
          ) : (
            <span className="small-note" title={`${money(beforeFen)} → ${money(netFen)}`}>
              <span className="danger">{money(netFen - beforeFen)}</span>
            </span>
          )}
        </div>
      ))}
    </>
  );
}
