import { VerticalAlignTopOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { MoveButtons } from '../../ui/move-buttons.tsx';

interface Props<T extends string> {
  label: string;
  /** In their order. */
  keys: readonly T[];
  nameOf: (key: T) => string;
  /** Whether it stands in front; absent where all of them do. */
  inFront?: (key: T) => boolean;
  /** Where the order of those that are not in front says nothing, they are not moved. */
  fixedBehind?: boolean;
  chosen?: T;
  onChoose?: (key: T) => void;
  onMove: (keys: T[]) => void;
  onTurn?: (key: T, inFront: boolean) => void;
}

/** Lines that are moved up and down, and put in front or away. */
export function ArrangeList<T extends string>(props: Props<T>) {
  const { t } = useText();
  const { label, keys, nameOf, inFront, fixedBehind = false, chosen, onChoose } = props;
  const movable = fixedBehind && inFront ? keys.filter(inFront) : keys;
  const move = (key: T, by: -1 | 1) => {
    const to = [...keys];
    const at = to.indexOf(key);
    to.splice(at, 1);
    to.splice(at + by, 0, key);
    props.onMove(to);
  };
  return (
    <ul className="arrange" aria-label={label}>
      {keys.map((key) => {
        const at = movable.indexOf(key);
        const on = inFront?.(key) ?? true;
        const name = nameOf(key);
        return (
          <li key={key} className={key === chosen ? 'arrange-chosen' : ''}>
            {props.onTurn && (
              <Checkbox
                checked={on}
                aria-label={`${t('home.inFront')} ${name}`}
                onChange={(event) => props.onTurn!(key, event.target.checked)}
              />
            )}
            {onChoose ? (
              <button type="button" className="arrange-name" onClick={() => onChoose(key)}>
                {name}
              </button>
            ) : (
              <span className={on ? 'arrange-name' : 'arrange-name soft'}>{name}</span>
            )}
            {at >= 0 && (
              <>
                <Button
                  type="text"
                  size="small"
                  icon={<VerticalAlignTopOutlined />}
                  disabled={at === 0}
                  aria-label={`${t('home.toTop')} ${name}`}
                  title={t('home.toTop')}
                  onClick={() => props.onMove([key, ...keys.filter((one) => one !== key)])}
                />
                <MoveButtons
                  name={name}
                  at={at}
                  of={movable.length}
                  onMove={(by) => move(key, by)}
                />
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
