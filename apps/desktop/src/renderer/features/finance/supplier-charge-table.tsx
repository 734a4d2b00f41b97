import type { SupplierInvoice } from '@xinhang/shared/supplier-invoices.ts';
import { accountWords } from '@xinhang/shared/voucher-words.ts';
import { Table } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { money, moneyOrNone } from './money.ts';

type Charge = SupplierInvoice['charges'][number];

/** What an invoice without receipts is for, or a red one takes back, as it was posted. */
export function SupplierChargeTable({ charges }: { charges: readonly Charge[] }) {
  const { t, language } = useText();
  const taken = charges.some((one) => one.redNetFen !== 0 || one.redTaxFen !== 0);
  const amount = (title: string, of: (one: Charge) => string) => ({
    title,
    width: 150,
    align: 'right' as const,
    render: (_v: unknown, one: Charge) => of(one),
  });
  return (
    <Section title={t('fapiao.lines')}>
      <Table<Charge>
        className="receipt-lines"
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={[...charges]}
        columns={[
          {
            title: t('expense.category'),
            width: 190,
            render: (_v, one) => one.category?.name ?? accountWords[one.account][language],
          },
          { title: t('supplierInvoice.chargeName'), dataIndex: 'name' },
          amount(t('fapiao.net'), (one) => money(one.netFen)),
          amount(t('fapiao.tax'), (one) => money(one.taxFen)),
          ...(taken
            ? [
                amount(t('supplierInvoice.taken'), (one) =>
                  moneyOrNone(one.redNetFen + one.redTaxFen),
                ),
              ]
            : []),
        ]}
      />
    </Section>
  );
}
