import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { Link } from '@tanstack/react-router';
import { Table } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { money, percent, quantity } from './figures.ts';

type Data = EndpointOutput<typeof api.tradingHistory.ofCustomer>;
type Row = Data['products'][number];

/** What the customer buys most; each leads to its documents. */
export function TradingProducts({ data, imported }: { data: Data; imported: boolean }) {
  const { t } = useText();
  const { customer, products, totals } = data;
  return (
    <Section title={t('trading.products')}>
      <Table<Row>
        size="small"
        rowKey={(row) => row.product.id}
        pagination={false}
        dataSource={products}
        locale={{ emptyText: t('trading.noProducts') }}
        columns={[
          {
            key: 'name',
            title: t('stock.product'),
            render: (_v, { product }) => (
              <Link
                to="/product-analysis/$id"
                params={{ id: String(product.id) }}
                search={{
                  from: totals.from,
                  to: totals.to,
                  customerId: customer.id,
                  customerName: customer.name,
                  ...(imported && { imported: true as const }),
                }}
              >
                {product.code} {product.name}
              </Link>
            ),
          },
          {
            key: 'net',
            title: t('analysis.net'),
            width: 130,
            align: 'right',
            render: (_v, row) => money(row.netFen),
          },
          {
            key: 'share',
            title: t('analysis.share'),
            width: 90,
            align: 'right',
            render: (_v, row) => percent(row.shareBp),
          },
          {
            key: 'qty',
            title: t('analysis.qty'),
            width: 130,
            align: 'right',
            render: (_v, { qtyE4, product }) =>
              `${quantity(qtyE4, product.qtyDecimals)} ${product.unit.name}`,
          },
          {
            key: 'last',
            title: t('analysis.lastSold'),
            width: 110,
            render: (_v, row) => row.lastOn,
          },
        ]}
      />
    </Section>
  );
}
