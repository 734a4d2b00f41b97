import { api } from '@xinhang/shared/contract/api.ts';
import {
  tradingSpans,
  type TradingPeriod,
  type TradingSpan,
} from '@xinhang/shared/trading-history.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Segmented, Table, type TableColumnType } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { usePeriodName } from '../../form/period-bar.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { ImportedSwitch } from './imported-switch.tsx';
import { money, percent, quantity } from './figures.ts';
import { TradingProducts } from './trading-products.tsx';

interface Props {
  id: number;
  span: TradingSpan;
  imported: boolean;
}
type Column = TableColumnType<TradingPeriod>;
const done = ['confirmed', 'partly', 'done', 'closed'] as const;

/** What a customer ordered, got, sent back and paid, period by period (S57). */
export function TradingPage({ id, span, imported }: Props) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(
    api.tradingHistory.ofCustomer,
    { params: { id }, query: { span, imported } },
    { keep: true },
  );
  const show = (next: { span?: TradingSpan; imported?: boolean }) => {
    const now = { span, imported, ...next };
    void navigate({
      to: '/customers/$id/trading',
      params: { id: String(id) },
      search: { span: now.span, ...(now.imported && { imported: true as const }) },
    });
  };
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <Link to="/customers/$id" params={{ id: String(id) }}>
          <strong>{found.data?.customer.name ?? ''}</strong>
        </Link>
        <Segmented<TradingSpan>
          aria-label={t('analysis.period')}
          value={span}
          options={tradingSpans.map((value) => ({ value, label: t(`analysis.period.${value}`) }))}
          onChange={(value) => show({ span: value })}
        />
        <ImportedSwitch value={imported} onChange={(value) => show({ imported: value })} />
        <span className="spring" />
        {found.data && (
          // Who bought longer ago than the periods go back is not left with noughts.
          <Link
            to="/product-analysis"
            search={{
              period: 'all',
              customerId: id,
              customerName: found.data.customer.name,
              ...(imported && { imported: true as const }),
            }}
          >
            {t('trading.ever')}
          </Link>
        )}
        {found.data?.lastOrder && (
          <span>
            <span className="soft">{t('trading.lastOrder')}</span>{' '}
            <Link to="/sales-orders/$id" params={{ id: String(found.data.lastOrder.id) }}>
              {found.data.lastOrder.date} {found.data.lastOrder.no}
            </Link>
          </span>
        )}
      </div>
      <Loaded found={found}>
        {(data) => (
          <div className="stack">
            <Periods data={data} span={span} imported={imported} />
            <TradingProducts data={data} imported={imported} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

type Data = NonNullable<
  ReturnType<typeof useEndpoint<typeof api.tradingHistory.ofCustomer>>['data']
>;

function Periods({ data, span, imported }: { data: Data; span: TradingSpan; imported: boolean }) {
  const { t } = useText();
  const nameOf = usePeriodName();
  const { rows, totals, customer, costHidden, ordersHidden, moneyHidden } = data;
  const days = ({ from, to }: TradingPeriod) => ({ from, to });
  const number = (
    key: string,
    title: string,
    width: number,
    render: (row: TradingPeriod) => React.ReactNode,
  ): Column => ({ key, title, width, align: 'right', render: (_v, row) => render(row) });
  const delivered = (row: TradingPeriod) => (
    <Link
      to="/product-analysis"
      search={{
        period: 'days',
        ...days(row),
        customerId: customer.id,
        customerName: customer.name,
        ...(imported && { imported: true as const }),
      }}
    >
      {money(row.netFen)}
    </Link>
  );
  const columns: (Column | false)[] = [
    {
      key: 'period',
      title: t('analysis.period'),
      render: (_v, row) => (row === totals ? t('trading.total') : nameOf(span, row.from)),
    },
    !ordersHidden &&
      number('ordered', t('trading.ordered'), 120, (row) => (
        <Link
          to="/sales-orders"
          search={{ customerId: customer.id, state: [...done], ...days(row) }}
        >
          {money(row.orderedFen)}
        </Link>
      )),
    number('net', t('analysis.net'), 120, delivered),
    imported &&
      number('imported', t('facts.ofThat'), 120, (row) =>
        row.importedFen === 0 ? (
          ''
        ) : (
          <Link
            to="/sales-facts"
            search={{ customerId: customer.id, customerName: customer.name, ...days(row) }}
          >
            {money(row.importedFen)}
          </Link>
        ),
      ),
    number('qty', t('analysis.qty'), 90, (row) => quantity(row.qtyE4)),
    !costHidden && number('margin', t('analysis.margin'), 110, (row) => money(row.marginFen)),
    number('returned', t('trading.returned'), 110, (row) => (
      <span className={row.returnedFen > 0 ? 'danger' : ''}>
        {row.returnedFen === 0 ? '' : money(row.returnedFen)}
      </span>
    )),
    number('returnPart', t('trading.returnPart'), 80, (row) =>
      row.returnBp ? percent(row.returnBp) : '',
    ),
    !moneyHidden &&
      number('received', t('trading.received'), 120, (row) => (
        <Link
          to="/receipts"
          search={{ customerId: customer.id, state: ['confirmed'], ...days(row) }}
        >
          {money(row.receivedFen)}
        </Link>
      )),
    !moneyHidden && number('onTime', t('trading.onTime'), 90, (row) => percent(row.onTimeBp)),
    !moneyHidden &&
      number('payDays', t('trading.payDays'), 115, (row) => String(row.payDays ?? '')),
  ];
  return (
    <Table<TradingPeriod>
      size="small"
      rowKey={(row) => (row === totals ? 'total' : row.from)}
      pagination={false}
      dataSource={[...rows, totals]}
      scroll={{ x: 900 }}
      columns={columns.filter((column) => column !== false)}
    />
  );
}
