import { api } from '@xinhang/shared/contract/api.ts';
import type { Node, SplitDimension } from '@xinhang/shared/performance.ts';
import { Drawer, Segmented } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { SplitSheet } from './split-sheet.tsx';
import type { LedgerMetric } from './metric-words.ts';
import type { Sheet } from './use-sheet-draft.ts';

interface Props {
  /** Whose target is split by what; null: none is open. */
  opened: { node: Node; dimension: SplitDimension } | null;
  sheet: Sheet;
  year: number;
  metric: LedgerMetric;
  editable: boolean;
  onClose: () => void;
}

/** One target by its parts. */
export function SplitDrawer({ opened, onClose, ...rest }: Props) {
  const { t } = useText();
  return (
    <Drawer
      open={opened !== null}
      size={1240}
      onClose={onClose}
      title={opened && t('split.title', { name: opened.node.name, year: rest.year })}
      destroyOnHidden
    >
      {opened && <Split {...rest} {...opened} />}
    </Drawer>
  );
}

function Split({
  node,
  dimension: first,
  ...rest
}: Omit<Props, 'opened' | 'onClose'> & NonNullable<Props['opened']>) {
  const { t } = useText();
  const [dimension, setDimension] = useState(first);
  const { sheet, year, metric } = rest;
  const query = {
    year,
    deptId: sheet.dept.id,
    metric,
    nodeKind: node.kind,
    nodeId: node.id,
    dimension,
  };
  const found = useEndpoint(api.targets.splits, { query });
  return (
    <>
      {sheet.dimensions.length > 1 && (
        <Segmented
          value={dimension}
          options={sheet.dimensions.map((value) => ({ value, label: t(`dimension.${value}`) }))}
          onChange={setDimension}
        />
      )}
      <Loaded found={found}>
        {(split) => <SplitSheet key={dimension} {...rest} split={split} dimension={dimension} />}
      </Loaded>
    </>
  );
}
