import type { Customer } from '@xinhang/shared/customers.ts';
import type { AnyMergeField } from '@xinhang/shared/merges.ts';
import { Radio, Table } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import type { DifferentField } from './merge-fields.ts';

interface Props {
  kept: Customer;
  other: Customer;
  fields: readonly DifferentField[];
  /** Fields of which the other's value is taken. */
  taken: ReadonlySet<AnyMergeField>;
  onTake: (field: AnyMergeField, take: boolean) => void;
}

/** Two entries side by side, only where they differ, and which value of each field stays. */
export function MergeTable({ kept, other, fields, taken, onTake }: Props) {
  const { t } = useText();
  const side = (which: 'kept' | 'other', entry: Customer) => ({
    title: (
      <>
        <span className="soft">{t(which === 'kept' ? 'merge.kept' : 'merge.goes')}</span>{' '}
        {entry.name}
        <span className="soft"> {entry.owner?.name ?? t('customer.pool')}</span>
      </>
    ),
    render: (_v: unknown, row: DifferentField) => {
      const value = row[which] || t('merge.empty');
      return (
        <Radio
          checked={taken.has(row.field) === (which === 'other')}
          aria-label={t('merge.take', { field: row.label, value })}
          onChange={() => onTake(row.field, which === 'other')}
        >
          <span className={row[which] ? '' : 'soft'}>{value}</span>
        </Radio>
      );
    },
  });
  return (
    <Table<DifferentField>
      size="small"
      rowKey="field"
      pagination={false}
      dataSource={[...fields]}
      locale={{ emptyText: t('merge.same') }}
      columns={[
        { title: t('merge.field'), width: 120, dataIndex: 'label' },
        side('kept', kept),
        side('other', other),
      ]}
    />
  );
}
