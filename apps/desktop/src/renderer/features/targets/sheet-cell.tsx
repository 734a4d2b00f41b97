import { useText } from '../../i18n/i18n.ts';

interface Props {
  /** `row-month`, by which the grid finds it. */
  place: string;
  label: string;
  text: string;
  active: boolean;
  chosen: boolean;
  /** Typed and not saved. */
  changed: boolean;
  /** No number. */
  wrong: boolean;
  total: boolean;
  /** The text while it is being written. */
  typing: string | null;
  onType: (text: string) => void;
  onLeave: () => void;
  onChoose: (extend: boolean) => void;
  onEdit: () => void;
}

/** One cell: shown, chosen, or being written. */
export function SheetCell({ typing, ...cell }: Props) {
  const { t } = useText();
  const classes = [
    'number',
    ...(cell.chosen ? ['sheet-chosen'] : []),
    ...(cell.changed ? ['sheet-changed'] : []),
    ...(cell.wrong ? ['sheet-wrong'] : []),
    ...(cell.total ? ['sheet-total'] : []),
  ];
  if (typing !== null) {
    return (
      <td role="gridcell" className={`${classes.join(' ')} sheet-typing`}>
        <input
          autoFocus
          inputMode="decimal"
          autoComplete="off"
          maxLength={60}
          aria-label={cell.label}
          value={typing}
          onChange={(event) => cell.onType(event.target.value)}
          onBlur={cell.onLeave}
        />
      </td>
    );
  }
  return (
    <td
      role="gridcell"
      tabIndex={cell.active ? 0 : -1}
      data-cell={cell.place}
      className={classes.join(' ')}
      aria-selected={cell.active || cell.chosen}
      aria-invalid={cell.wrong}
      aria-label={`${cell.label} ${cell.text}${cell.wrong ? ` ${t('target.noNumber')}` : ''}`}
      {...(cell.wrong && { title: t('target.noNumber') })}
      onMouseDown={(event) => cell.onChoose(event.shiftKey)}
      onDoubleClick={cell.onEdit}
    >
      {cell.text}
    </td>
  );
}
