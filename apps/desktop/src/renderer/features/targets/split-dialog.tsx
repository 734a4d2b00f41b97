import { InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import type { SheetRow, SplitWay } from './sheet-cells.ts';

interface Props {
  open: boolean;
  members: readonly SheetRow[];
  onClose: () => void;
  onSplit: (way: SplitWay, weights: ReadonlyMap<string, number>) => void;
}

const ways = ['equal', 'yearAgo', 'weights'] as const;
const keyOf = ({ kind, id }: SheetRow) => `${kind}:${id}`;
const MOST = 10_000;

/** How a target is split: that of a department among its members, or one by its parts. */
export function SplitDialog({ open, members, onClose, onSplit }: Props) {
  const { t } = useText();
  const [way, setWay] = useState<SplitWay>('equal');
  const [weights, setWeights] = useState<ReadonlyMap<string, number>>(new Map());
  const weightOf = (node: SheetRow) => weights.get(keyOf(node)) ?? 1;
  return (
    <Modal
      open={open}
      title={t('target.split')}
      okText={t('target.splitDo')}
      cancelText={t('common.cancel')}
      onCancel={onClose}
      onOk={() => onSplit(way, new Map(members.map((node) => [keyOf(node), weightOf(node)])))}
    >
      <Radio.Group
        aria-label={t('target.split')}
        value={way}
        onChange={(event) => setWay(event.target.value as SplitWay)}
        className="stack"
        options={ways.map((value) => ({ value, label: t(`target.split.${value}`) }))}
      />
      {way === 'weights' && (
        <div className="split-weights">
          {members.map((node) => (
            <label key={keyOf(node)} className="line">
              <span className="split-name">{node.name}</span>
              <InputNumber
                min={0}
                max={MOST}
                precision={0}
                value={weightOf(node)}
                onChange={(value) => setWeights(new Map(weights).set(keyOf(node), value ?? 0))}
              />
            </label>
          ))}
        </div>
      )}
      <p className="soft">{t('target.splitNote')}</p>
    </Modal>
  );
}
