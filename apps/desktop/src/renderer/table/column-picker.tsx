import { SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useText } from '../i18n/i18n.ts';
import { MoveButtons } from '../ui/move-buttons.tsx';
import { PopPanel } from '../ui/pop-panel.tsx';
import type { Column } from './column.ts';

interface Props<Row> {
  columns: readonly Column<Row>[];
  shown: readonly Column<Row>[];
  changed: boolean;
  onShow: (key: string, on: boolean) => void;
  onMove: (key: string, before: string | null) => void;
  onReset: () => void;
}

/** Which columns a list shows and in what order, also without a mouse. */
export function ColumnPicker<Row>(props: Props<Row>) {
  const { t } = useText();
  const { columns } = props;
  const shown = new Set(props.shown.map((column) => column.key));
  const list = (
    <div className="column-picker">
      {columns.map((column, at) => (
        <div key={column.key} className="column-choice">
          <Checkbox
            checked={shown.has(column.key)}
            disabled={shown.size === 1 && shown.has(column.key)}
            onChange={(event) => props.onShow(column.key, event.target.checked)}
          >
            {column.title}
          </Checkbox>
          <span className="spring" />
          <MoveButtons
            name={column.title}
            at={at}
            of={columns.length}
            // Before the one above, or before the second below.
            onMove={(by) =>
              props.onMove(column.key, columns[by < 0 ? at - 1 : at + 2]?.key ?? null)
            }
          />
        </div>
      ))}
      <Button type="link" size="small" disabled={!props.changed} onClick={props.onReset}>
        {t('list.resetColumns')}
      </Button>
    </div>
  );
  return (
    <PopPanel placement="bottomRight" title={t('list.columns')} content={list}>
      <Button icon={<SettingOutlined />} aria-label={t('list.columns')} title={t('list.columns')} />
    </PopPanel>
  );
}
