import { Alert, Button, Switch } from 'antd';
import { Fragment, useState, type ReactNode } from 'react';
import { useProblemText } from '../app/problem-text.ts';
import { useText } from '../i18n/i18n.ts';

interface Word {
  id: number;
  version: number;
  name: string;
  active: boolean;
}

interface Props<Row extends Word> {
  rows: readonly Row[];
  newLabel: string;
  /** What was refused of a switch. */
  error: Error | null;
  onSwitch: (row: Row, active: boolean) => void;
  /** The form of a row, or of a new one (null). */
  form: (of: { row: Row | null; open: boolean; onClose: () => void }) => ReactNode;
}

/** Words of the company, a line each: added, renamed, put out of use. */
export function WordLines<Row extends Word>({ rows, newLabel, error, onSwitch, form }: Props<Row>) {
  const { t } = useText();
  const words = useProblemText();
  const [editing, setEditing] = useState<Row | 'new' | null>(null);
  const row = editing === 'new' ? null : editing;
  return (
    <div className="stack">
      {error && <Alert type="error" showIcon role="alert" title={words(error)} />}
      {rows.map((one) => (
        <div className="line" key={one.id}>
          <span style={{ flex: 1 }} className={one.active ? '' : 'soft'}>
            {one.name}
          </span>
          <Switch
            size="small"
            checked={one.active}
            aria-label={`${t('product.inUse')} ${one.name}`}
            onChange={(active) => onSwitch(one, active)}
          />
          <Button
            size="small"
            type="link"
            aria-label={`${t('common.edit')} ${one.name}`}
            onClick={() => setEditing(one)}
          >
            {t('common.edit')}
          </Button>
        </div>
      ))}
      <div>
        <Button onClick={() => setEditing('new')}>{newLabel}</Button>
      </div>
      <Fragment key={editing === 'new' ? 'new' : (row?.id ?? 'none')}>
        {form({ row, open: editing !== null, onClose: () => setEditing(null) })}
      </Fragment>
    </div>
  );
}
