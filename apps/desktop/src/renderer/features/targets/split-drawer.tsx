import { api } from '@xinhang/shared/contract/api.ts';
import type { Node, SplitDimension } from '@xinhang/shared/performance.ts';
import { App, Drawer, Segmented } from 'antd';
import { useRef, useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { SplitSheet } from './split-sheet.tsx';
import type { PostedMetric } from './metric-words.ts';
import type { Sheet } from './use-sheet-draft.ts';

interface Props {
  /** Whose target is split by what; null: none is open. */
  opened: { node: Node; dimension: SplitDimension } | null;
  sheet: Sheet;
  year: number;
  metric: PostedMetric;
  editable: boolean;
  onClose: () => void;
}

/** One target by its parts. */
export function SplitDrawer({ opened, onClose, ...rest }: Props) {
  const { t } = useText();
  const { modal } = App.useApp();
  const dirty = useRef(false);
  const leave = () => {
    if (!dirty.current) {
      onClose();
      return;
    }
    modal.confirm({
      title: t('split.leave'),
      okText: t('split.leaveDo'),
      cancelText: t('split.stay'),
      onOk() {
        dirty.current = false;
        onClose();
      },
    });
  };
  return (
    <Drawer
      open={opened !== null}
      size={1240}
      onClose={leave}
      title={opened && t('split.title', { name: opened.node.name, year: rest.year })}
      destroyOnHidden
    >
      {opened && (
        <Split {...rest} {...opened} onDirty={(unsaved) => void (dirty.current = unsaved)} />
      )}
    </Drawer>
  );
}

function Split({
  node,
  dimension: first,
  ...rest
}: Omit<Props, 'opened' | 'onClose'> &
  NonNullable<Props['opened']> & { onDirty: (unsaved: boolean) => void }) {
  const { t } = useText();
  const [dimension, setDimension] = useState(first);
  const { sheet, year, metric } = rest;
  const query = {
    year,
    deptId: sheet.dept.id,
    metric,
    ...(sheet.goods && { goods: sheet.goods.key }),
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
