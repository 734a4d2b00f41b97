import { api } from '@xinhang/shared/contract/api.ts';
import type { BillRow } from '@xinhang/shared/bills.ts';
import { Select } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { money } from './money.ts';
import { onlyWords } from '../../ui/only-words.ts';

interface Props {
  /** Null: a bill is issued. */
  value: number | null;
  onChange: (bill: Pick<BillRow, 'id' | 'amountFen'> | null) => void;
}
const ISSUE = 0;

/** By which bill a supplier is paid: a new one of our own, or one that is held and may be passed on. */
export function HeldBillSelect({ value, onChange }: Props) {
  const { t } = useText();
  const query = { state: ['held' as const], transferable: true, limit: 200 };
  const found = useEndpoint(api.bills.received, { query });
  const rows = found.data?.rows ?? [];
  return (
    <Select<number>
      {...onlyWords}
      style={{ minWidth: 280, width: '100%' }}
      aria-label={t('bill.which')}
      showSearch={{ optionFilterProp: 'label' }}
      loading={found.isFetching}
      value={value ?? ISSUE}
      options={[
        { value: ISSUE, label: t('bill.issueNew') },
        ...rows.map((row) => ({
          value: row.id,
          label: t('bill.endorseThis', {
            amount: money(row.amountFen),
            no: row.no,
            due: row.dueOn,
          }),
        })),
      ]}
      onChange={(id) => onChange(rows.find((row) => row.id === id) ?? null)}
    />
  );
}
