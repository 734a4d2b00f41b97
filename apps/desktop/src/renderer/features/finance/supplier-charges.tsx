import { DeleteOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { Button, Input, Select, Table } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { MoneyField } from '../../form/money-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { blankCharge, type ChargeDraft } from './supplier-invoice-draft.ts';
import { onlyWords } from '../../ui/only-words.ts';

interface Props {
  charges: readonly ChargeDraft[];
  onChange: (charges: ChargeDraft[]) => void;
}

/** What an invoice without receipts is for: a category of expenses, what it is, and what it comes to. */
export function SupplierCharges({ charges, onChange }: Props) {
  const { t } = useText();
  const found = useEndpoint(api.cashCategories.list, {
    query: { kind: ['payment', 'expense'] },
  });
  const categories = found.data?.rows ?? [];
  const put = (key: string, part: Partial<ChargeDraft>) =>
    onChange(charges.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const label = (word: Parameters<typeof t>[0], at: number) => `${t(word)} ${at + 1}`;
  const offered = (categoryId: number | null) =>
    categories
      .filter((row) => row.active || row.id === categoryId)
      .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Section
      title={t('fapiao.lines')}
      extra={
        <Button size="small" onClick={() => onChange([...charges, blankCharge()])}>
          {t('expense.addLine')}
        </Button>
      }
    >
      <Table<ChargeDraft>
        className="receipt-lines"
        size="small"
        rowKey="key"
        pagination={false}
        dataSource={[...charges]}
        columns={[
          {
            title: t('expense.category'),
            width: 190,
            render: (_v, line, at) => (
              <Select<number>
                {...onlyWords}
                style={{ width: '100%' }}
                showSearch={{ optionFilterProp: 'label' }}
                aria-label={label('expense.category', at)}
                value={line.categoryId as number}
                options={offered(line.categoryId)}
                onChange={(categoryId) => put(line.key, { categoryId })}
              />
            ),
          },
          {
            title: t('supplierInvoice.chargeName'),
            render: (_v, line, at) => (
              <Input
                maxLength={100}
                autoComplete="off"
                aria-label={label('supplierInvoice.chargeName', at)}
                value={line.name}
                onChange={(event) => put(line.key, { name: event.target.value })}
              />
            ),
          },
          {
            title: t('fapiao.net'),
            width: 150,
            align: 'right',
            render: (_v, line, at) => (
              <MoneyField
                label={label('fapiao.net', at)}
                value={line.netFen}
                onChange={(netFen) => put(line.key, { netFen })}
              />
            ),
          },
          {
            title: t('fapiao.tax'),
            width: 150,
            align: 'right',
            render: (_v, line, at) => (
              <MoneyField
                label={label('fapiao.tax', at)}
                value={line.taxFen}
                onChange={(taxFen) => put(line.key, { taxFen })}
              />
            ),
          },
          {
            title: '',
            width: 44,
            render: (_v, line, at) => (
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={label('finance.removeLine', at)}
                disabled={charges.length < 2}
                onClick={() => onChange(charges.filter((one) => one.key !== line.key))}
              />
            ),
          },
        ]}
      />
    </Section>
  );
}
