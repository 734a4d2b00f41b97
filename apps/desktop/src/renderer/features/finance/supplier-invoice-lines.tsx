import { Link } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import { QtyField } from '../../form/measure-fields.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { percent, quantity } from './fapiao-lines.tsx';
import { money, moneyOrNone } from './money.ts';
import { amountOf, partsOf, type InvoicePart, type InvoiceRow } from './supplier-invoice-draft.ts';

interface Props {
  rows: readonly InvoiceRow[];
  /** Absent: nothing is written here. */
  onChange?: (parts: InvoicePart[]) => void;
}

/** What came and is on the invoice: how much, what that says, and how it had been estimated. */
export function SupplierInvoiceLines({ rows, onChange }: Props) {
  const { t } = useText();
  const write = (id: number, change: Partial<InvoicePart>) =>
    onChange?.(
      partsOf(rows).map((one) => (one.receiptLineId === id ? { ...one, ...change } : one)),
    );
  const all = (of: (row: InvoiceRow) => number | null) =>
    onChange?.(
      partsOf(rows.map((row) => ({ ...row, qtyE4: of(row), netFen: null, taxFen: null }))),
    );
  const amount = (row: InvoiceRow, of: 'net' | 'tax', at: number) =>
    onChange ? (
      <MoneyField
        label={`${t(of === 'net' ? 'fapiao.net' : 'fapiao.tax')} ${at + 1}`}
        disabled={!row.qtyE4}
        value={row.qtyE4 ? amountOf(row, of) : null}
        onChange={(value) =>
          write(row.receiptLineId, of === 'net' ? { netFen: value } : { taxFen: value })
        }
      />
    ) : (
      money(amountOf(row, of))
    );
  return (
    <Section
      title={t('fapiao.lines')}
      extra={
        onChange &&
        rows.length > 0 && (
          <span className="line">
            <Button size="small" onClick={() => all((row) => row.openE4)}>
              {t('fapiao.all')}
            </Button>
            <Button size="small" onClick={() => all(() => null)}>
              {t('fapiao.none')}
            </Button>
          </span>
        )
      }
    >
      <Table<InvoiceRow>
        className="receipt-lines"
        size="small"
        rowKey="receiptLineId"
        pagination={false}
        dataSource={[...rows]}
        locale={{ emptyText: t('supplierInvoice.nothing') }}
        columns={[
          {
            title: t('supplierInvoice.receipt'),
            width: 150,
            render: (_v, row) => (
              <Link to="/receipt-notes/$id" params={{ id: String(row.receipt.id) }}>
                {row.receipt.no}
              </Link>
            ),
          },
          { title: t('supplierInvoice.receivedOn'), width: 100, dataIndex: 'receivedOn' },
          {
            title: t('fapiao.goods'),
            render: (_v, row) => [row.code, row.name].filter(Boolean).join(' '),
          },
          {
            title: t('fapiao.rate'),
            width: 60,
            align: 'right',
            render: (_v, row) => percent(row.taxBp),
          },
          ...(onChange
            ? [
                {
                  title: t('supplierInvoice.open'),
                  width: 100,
                  align: 'right' as const,
                  render: (_v: unknown, row: InvoiceRow) => `${quantity(row.openE4)} ${row.unit}`,
                },
              ]
            : []),
          {
            title: t(onChange ? 'supplierInvoice.thisTime' : 'fapiao.qty'),
            width: 120,
            align: 'right',
            render: (_v, row, at) =>
              onChange ? (
                <QtyField
                  label={`${t('supplierInvoice.thisTime')} ${at + 1}`}
                  value={row.qtyE4}
                  onChange={(qtyE4) =>
                    write(row.receiptLineId, { qtyE4, netFen: null, taxFen: null })
                  }
                />
              ) : (
                `${quantity(row.qtyE4 ?? 0)} ${row.unit}`
              ),
          },
          {
            title: t('fapiao.net'),
            width: 150,
            align: 'right',
            render: (_v, row, at) => amount(row, 'net', at),
          },
          {
            title: t('fapiao.tax'),
            width: 150,
            align: 'right',
            render: (_v, row, at) => amount(row, 'tax', at),
          },
          {
            title: t('supplierInvoice.variance'),
            width: 100,
            align: 'right',
            render: (_v, row) => {
              const estimate = row.estimateNetFen + row.estimateTaxFen;
              const off = row.qtyE4 ? amountOf(row, 'net') + amountOf(row, 'tax') - estimate : 0;
              return <span className={off < 0 ? 'danger' : ''}>{moneyOrNone(off)}</span>;
            },
          },
        ]}
      />
    </Section>
  );
}
