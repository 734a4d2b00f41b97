import type { Permission } from '@xinhang/shared/permissions.ts';
import { Segmented } from 'antd';
import { useSides, type Side } from '../app/sides.ts';
import { useText } from '../i18n/i18n.ts';

interface Props {
  label: string;
  /** What is read of others: any of them. */
  reads: readonly Permission[];
  words: 'customer.view' | 'deal.view' | 'desk' | 'alert.whose';
  /** Offers all even where that is the team: what was given away is more. */
  all?: boolean;
  value: Side;
  onChange: (side: Side) => void;
}

/** My own, my team's, or all I may see. */
export function SideChoice({ label, reads, words, all = false, value, onChange }: Props) {
  const { t } = useText();
  const { sides, shown } = useSides(...reads);
  const offered: readonly Side[] = all && !sides.includes('all') ? [...sides, 'all'] : sides;
  return (
    <Segmented<Side>
      aria-label={label}
      value={offered.includes(value) ? value : shown(value)}
      options={offered.map((side) => ({ value: side, label: t(`${words}.${side}`) }))}
      onChange={onChange}
    />
  );
}
