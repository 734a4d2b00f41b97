import {
  permissionRow,
  scopes,
  takesPlaces,
  type Permission,
  type Scope,
} from '@xinhang/shared/permissions.ts';
import { TreeSelect } from 'antd';
import { Fragment, useRef, useState, type KeyboardEvent } from 'react';
import { useText } from '../../i18n/i18n.ts';
import type { DeptOption } from './dept-tree.ts';
import { AccountsOfPermission } from './role-account-choice.tsx';
import {
  chooseDepts,
  deptsOf,
  permissionGroups,
  scopesOf,
  toggle,
  type RoleDraft,
} from './role-draft.ts';

import { PlacesSelect } from './places-select.tsx';
import { choosePlaces, placesIn } from './role-places.ts';

interface Props {
  draft: RoleDraft;
  changed: ReadonlySet<Permission>;
  /** Rows that the server or the screen refuses, with the reason. */
  refused: ReadonlyMap<Permission, string>;
  /** What stands in the way of granting a permission; null when it can be granted. */
  whyNot: (permission: Permission) => string | null;
  depts: DeptOption[];
  /** Places to which what is of the stock room may be narrowed. */
  places: readonly { id: number; name: string }[];
  onChange: (draft: RoleDraft) => void;
}

const groups = permissionGroups();
const order = groups.flatMap((group) => group.permissions);
const columns = [...scopes, 'none'] as const;

/** Permissions down, reach across; arrow keys move, Space ticks. */
export function RoleMatrix(props: Props) {
  const { t } = useText();
  const table = useRef<HTMLTableElement>(null);
  const [stop, setStop] = useState({ row: 0, column: 0 });

  const focusCell = (row: number, column: number, step: number) => {
    // Rows without a reach have one cell, which stands in the last column but one.
    for (let at = column; at >= 0 && at < columns.length; at += step || 1) {
      const cell = table.current?.querySelector<HTMLInputElement>(
        `input[data-row="${row}"][data-column="${at}"]`,
      );
      if (cell) {
        cell.focus();
        return;
      }
    }
    if (step === 0) focusCell(row, column, -1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLInputElement) || !event.target.dataset['row']) return;
    const row = Number(event.target.dataset['row']);
    const column = Number(event.target.dataset['column']);
    const moves: Record<string, () => void> = {
      ArrowDown: () => focusCell(Math.min(row + 1, order.length - 1), column, 0),
      ArrowUp: () => focusCell(Math.max(row - 1, 0), column, 0),
      ArrowRight: () => focusCell(row, column + 1, 1),
      ArrowLeft: () => focusCell(row, column - 1, -1),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };
  return (
    <table className="matrix" ref={table} onKeyDown={onKeyDown} aria-label={t('role.permission')}>
      <thead>
        <tr>
          <th scope="col" className="matrix-name">
            {t('role.permission')}
          </th>
          {columns.map((scope) => (
            <th scope="col" key={scope} title={t(`scopeWhy.${scope}`)}>
              {t(`scope.${scope}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <Fragment key={group.module}>
            <tr className="matrix-group">
              <th scope="rowgroup" colSpan={columns.length + 1}>
                {t(`module.${group.module}`)}
              </th>
            </tr>
            {group.permissions.map((permission) => (
              <MatrixRow
                key={permission}
                {...props}
                permission={permission}
                row={order.indexOf(permission)}
                stop={stop}
                onStop={setStop}
              />
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Props {
  permission: Permission;
  row: number;
  stop: { row: number; column: number };
  onStop: (stop: { row: number; column: number }) => void;
}

function MatrixRow(props: RowProps) {
  const { permission, row, draft, changed, depts, stop } = props;
  const { t } = useText();
  const held = scopesOf(draft, permission);
  const { scopes: reach, within } = permissionRow(permission);
  const whyNot = props.whyNot(permission);
  const useless = within !== undefined && held.length > 0 && scopesOf(draft, within).length === 0;
  const reason =
    props.refused.get(permission) ??
    (useless ? t('role.within', { name: t(`perm.${within}`) }) : whyNot);

  const cell = (column: number, scope: Scope | null, label: string) => {
    const checked = scope === null ? held.length === 0 : held.includes(scope);
    const here = stop.row === row && stop.column === column;
    return (
      <input
        type="checkbox"
        className="matrix-check"
        data-row={row}
        data-column={column}
        tabIndex={here ? 0 : -1}
        aria-label={`${t(`perm.${permission}`)} ${label}`}
        checked={checked}
        onFocus={() => props.onStop({ row, column })}
        onChange={() => props.onChange(toggle(draft, permission, scope))}
      />
    );
  };
  const rowClass = [
    changed.has(permission) ? 'matrix-changed' : '',
    props.refused.has(permission) ? 'matrix-refused' : '',
  ].join(' ');
  return (
    <tr className={rowClass}>
      <th scope="row" className="matrix-name">
        <span>{t(`perm.${permission}`)}</span>
        {changed.has(permission) && <span className="matrix-mark">{t('role.changed')}</span>}
        <span className="matrix-why">{t(`permWhy.${permission}`)}</span>
        <AccountsOfPermission draft={draft} permission={permission} />
        {reason && (
          <span className={props.refused.has(permission) ? 'matrix-why danger' : 'matrix-why'}>
            {reason}
          </span>
        )}
        {held.includes('custom') && (
          <TreeSelect<number[]>
            multiple
            treeDefaultExpandAll
            size="small"
            style={{ width: '100%' }}
            aria-label={`${t(`perm.${permission}`)} ${t('role.depts')}`}
            placeholder={t('role.depts')}
            showSearch={{ treeNodeFilterProp: 'title' }}
            treeData={depts}
            value={deptsOf(draft, permission)}
            onChange={(ids) => props.onChange(chooseDepts(draft, permission, ids))}
          />
        )}
        {held.length > 0 && takesPlaces(permission) && (
          <PlacesSelect
            label={`${t(`perm.${permission}`)} ${t('role.places')}`}
            places={props.places}
            value={placesIn(draft, permission)}
            onChange={(ids) => props.onChange(choosePlaces(draft, permission, ids))}
          />
        )}
      </th>
      {reach.length === 0 ? (
        <td colSpan={scopes.length}>
          <label className="matrix-yes">
            {cell(scopes.length - 1, 'all', t('scope.yes'))} {t('scope.yes')}
          </label>
        </td>
      ) : (
        scopes.map((scope, column) => (
          <td key={scope}>{reach.includes(scope) && cell(column, scope, t(`scope.${scope}`))}</td>
        ))
      )}
      <td>{cell(scopes.length, null, t('scope.none'))}</td>
    </tr>
  );
}
