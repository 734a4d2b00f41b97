import { CheckOutlined, WarningOutlined } from '@ant-design/icons';
import type { SplitDimension } from '@xinhang/shared/performance.ts';
import type { TargetSplit } from '@xinhang/shared/targets.ts';
import { Button } from 'antd';
import { orJoin, useText } from '../../i18n/i18n.ts';

interface Props {
  name: string;
  /** By what it is split, or may be. */
  dimensions: readonly SplitDimension[];
  split: TargetSplit | undefined;
  onOpen: () => void;
}

/** The way to how a target is split; says whether it is, and whether that sums to the target. */
export function SplitButton({ name, dimensions, split, onOpen }: Props) {
  const { t } = useText();
  const state = split?.off ? 'off' : split ? 'done' : 'none';
  const [first] = dimensions;
  const named = orJoin(dimensions.map((one) => t(`dimension.${one}`)));
  const word = dimensions.length === 1 && first ? t(`dimension.${first}`) : t('split.several');
  return (
    <Button
      type="link"
      size="small"
      className={state === 'none' ? 'cell-link soft' : 'cell-link'}
      title={t(`split.state.${state}`, { dimension: named })}
      aria-label={t('split.open', { name, dimension: named, state: t(`split.${state}`) })}
      {...(state === 'off' && { danger: true, icon: <WarningOutlined /> })}
      {...(state === 'done' && { icon: <CheckOutlined /> })}
      onClick={onOpen}
    >
      {word}
    </Button>
  );
}
