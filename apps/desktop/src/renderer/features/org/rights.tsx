import { api } from '@xinhang/shared/contract/api.ts';
import { shownRole } from '@xinhang/shared/ready-words.ts';
import { Table } from 'antd';
import { useMemo } from 'react';
import { guardedFields } from '@xinhang/shared/permissions.ts';
import { useEndpoint } from '../../app/query.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { useAccountNames } from './role-account-choice.tsx';
import { unite, type UnitedRow } from './united-rights.ts';

/** What several roles of one person add up to, and what the wall takes away again. */
export function Rights({ roleIds }: { roleIds: readonly number[] }) {
  const { t, language } = useText();
  const depts = useEndpoint(api.org.listDepts, {});
  const roles = useEndpoint(api.org.listRoles, {});
  const united = useMemo(
    () =>
      unite(
        (roles.data?.rows ?? [])
          .filter((role) => roleIds.includes(role.id))
          .map((role) => ({ ...role, name: shownRole(role.name, language) })),
      ),
    [roles.data, roleIds, language],
  );
  const { nameOf: accountName } = useAccountNames();
  if (!roles.data) return <Unread found={roles} />;
  const deptName = (id: number) => depts.data?.rows.find((dept) => dept.id === id)?.name ?? '…';
  const placeName = (id: number) =>
    roles.data?.places.find((place) => place.id === id)?.name ?? '…';
  const reach = (row: UnitedRow) =>
    row.scoped
      ? row.scopes
          .map((scope) =>
            scope === 'custom' ? row.deptIds.map(deptName).join(comma()) : t(`scope.${scope}`),
          )
          .join(' + ')
      : [t('scope.yes'), ...(row.places ? [row.places.map(placeName).join(comma())] : [])].join(
          ' · ',
        );
  return (
    <div className="stack">
      <div className="line">
        {guardedFields.map((field) => (
          <span key={field}>
            <span className="soft">{t(`guarded.${field}`)}</span>{' '}
            {t(`fieldView.${united.fields[field]}`)}
          </span>
        ))}
      </div>
      <Table<UnitedRow>
        size="small"
        rowKey="permission"
        pagination={false}
        locale={{ emptyText: t('role.nothing') }}
        dataSource={united.rows}
        columns={[
          { title: t('role.permission'), render: (_v, row) => t(`perm.${row.permission}`) },
          {
            title: t('role.reach'),
            render: (_v, row) =>
              row.accountIds === null
                ? reach(row)
                : `${reach(row)} · ${t('role.onlyAccounts', {
                    list: row.accountIds.map(accountName).join(comma()),
                  })}`,
          },
          { title: t('role.from'), render: (_v, row) => row.from.join(comma()) },
        ]}
      />
      {united.lost.length > 0 && (
        <p className="soft">
          {t('role.walled', {
            list: united.lost.map((permission) => t(`perm.${permission}`)).join(comma()),
          })}
        </p>
      )}
    </div>
  );
}
