import type { CashCategory } from '@xinhang/shared/cash-categories.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, Select, Table } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { Section } from '../../ui/section.tsx';
import { blankLine, type ExpenseLineDraft } from './expense-draft.ts';
import { onlyWords } from '../../ui/only-words.ts';

interface Props {
  lines: readonly ExpenseLineDraft[];
  onChange: (lines: ExpenseLineDraft[]) => void;
}

/** What was spent, a line for each receipt; Tab goes from field to field. */
export function ExpenseLines({ lines, onChange }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const seesCustomers = useMay('customers.read');
  const found = useEndpoint(api.cashCategories.list, { query: { kind: ['expense'] } });
  const categories = found.data?.rows ?? [];
  const put = (key: string, part: Partial<ExpenseLineDraft>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const add = () => onChange([...lines, blankLine(lines.at(-1)?.spentOn ?? today)]);
  const label = (word: Parameters<typeof t>[0], at: number) => `${t(word)} ${at + 1}`;
  return (
    <Section
      title={t('expense.lines')}
      extra={
        <Button size="small" onClick={add}>
          {t('expense.addLine')}
        </Button>
      }
    >
      <Table<ExpenseLineDraft>
        size="small"
        rowKey="key"
        pagination={false}
        dataSource={[...lines]}
        locale={{ emptyText: t('expense.noLines') }}
        columns={[
          {
            title: t('expense.category'),
            width: 170,
            render: (_v, line, at) => (
              <Select<number>
                {...onlyWords}
                style={{ width: '100%' }}
                showSearch={{ optionFilterProp: 'label' }}
                aria-label={label('expense.category', at)}
                value={line.categoryId as number}
                options={offered(categories, line.categoryId)}
                onChange={(categoryId) => put(line.key, { categoryId })}
              />
            ),
          },
          {
            title: t('expense.spentOn'),
            width: 140,
            render: (_v, line, at) => (
              <DateField
                label={label('expense.spentOn', at)}
                today={today}
                value={line.spentOn}
                onChange={(date) => date && put(line.key, { spentOn: date })}
              />
            ),
          },
          {
            title: t('finance.amount'),
            width: 140,
            align: 'right',
            render: (_v, line, at) => (
              <MoneyField
                label={label('finance.amount', at)}
                value={line.amountFen}
                onChange={(amountFen) => put(line.key, { amountFen })}
              />
            ),
          },
          {
            title: t('expense.note'),
            render: (_v, line, at) => (
              <Input
                maxLength={200}
                autoComplete="off"
                aria-label={label('expense.note', at)}
                value={line.note}
                onChange={(event) => put(line.key, { note: event.target.value })}
              />
            ),
          },
          {
            title: t('finance.customer'),
            width: 240,
            hidden: !seesCustomers,
            render: (_v, line, at) => (
              <CustomerRefPicker
                label={label('finance.customer', at)}
                placeholder={t('expense.noCustomer')}
                value={line.customer}
                onChange={(customer) => put(line.key, { customer })}
              />
            ),
          },
          {
            title: '',
            width: 44,
            render: (_v, line, at) => (
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={label('common.remove', at)}
                onClick={() => onChange(lines.filter((one) => one.key !== line.key))}
              />
            ),
          },
        ]}
      />
    </Section>
  );
}

const offered = (categories: readonly CashCategory[], now: number | null) =>
  categories
    .filter((row) => row.active || row.id === now)
    .map(({ id, name }) => ({ value: id, label: name }));
