import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '../i18n/i18n.ts';

interface Props {
  /** What is moved, for those who do not see it. */
  name: string;
  /** Where it stands, from 0, and of how many. */
  at: number;
  of: number;
  /** Neither way, while it is on its way. */
  disabled?: boolean;
  onMove: (by: -1 | 1) => void;
}

/** Moves a line of a list up or down by one. */
export function MoveButtons({ name, at, of, disabled = false, onMove }: Props) {
  const { t } = useText();
  return (
    <>
      <Button
        type="text"
        size="small"
        icon={<ArrowUpOutlined />}
        disabled={disabled || at === 0}
        aria-label={`${t('list.moveUp')} ${name}`}
        onClick={() => onMove(-1)}
      />
      <Button
        type="text"
        size="small"
        icon={<ArrowDownOutlined />}
        disabled={disabled || at === of - 1}
        aria-label={`${t('list.moveDown')} ${name}`}
        onClick={() => onMove(1)}
      />
    </>
  );
}
