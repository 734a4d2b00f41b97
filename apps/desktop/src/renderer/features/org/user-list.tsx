import { api } from '@xinhang/shared/contract/api.ts';
import { userStates, type User } from '@xinhang/shared/people.ts';
import { shownExternalNo } from '@xinhang/shared/external-no.ts';
import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { useReadyNames } from '../../i18n/ready-names.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import type { OrgSearch } from './org-search.ts';
import { useRoleOptions } from './use-role-options.ts';
import { UserForm } from './user-form.tsx';
import { onlyWords } from '../../ui/only-words.ts';

interface Props {
  search: OrgSearch;
  onChange: (part: Partial<OrgSearch>) => void;
}

/** The people of the chosen node and of all below it. */
export function UserList({ search, onChange }: Props) {
  const { t } = useText();
  const columns = useUserColumns();
  const [creating, setCreating] = useState(false);
  const query = {
    ...(search.q && { q: search.q }),
    ...(search.dept && { deptId: search.dept }),
    ...(search.role && { roleId: search.role }),
    ...(search.state && { state: search.state }),
  };
  const filtered =
    search.q !== undefined || search.state !== undefined || search.role !== undefined;
  useShortcut({ key: 'n', alt: true }, () => setCreating(true));
  const newButton = (
    <Button type="primary" aria-keyshortcuts="Alt+N" onClick={() => setCreating(true)}>
      {t('org.newUser')}
    </Button>
  );
  return (
    <>
      <ListPage<User>
        label={t('menu.org')}
        page="users"
        queryKey={keyOf(api.org.listUsers, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.org.listUsers, { query: { ...query, ...(cursor && { cursor }) }, signal })
        }
        idOf={(row) => row.id}
        columns={columns}
        onOpen={(row) => onChange({ user: row.id })}
        bar={
          <>
            <FindBox
              q={search.q}
              placeholder={t('org.find')}
              width={200}
              onFind={(q) => onChange({ q })}
            />
            <Select
              style={{ width: 116 }}
              aria-label={t('org.state')}
              value={search.state ?? null}
              options={[
                { value: null, label: t('org.anyState') },
                ...userStates.map((value) => ({ value, label: t(`userState.${value}`) })),
              ]}
              onChange={(state) => onChange({ state: state ?? undefined })}
            />
            <RoleFilter search={search} onChange={onChange} />
            <span className="spring" />
            {newButton}
          </>
        }
        empty={
          filtered ? (
            <div className="stack">
              <span>{t('org.empty')}</span>
              <div>
                <Button
                  onClick={() => onChange({ q: undefined, state: undefined, role: undefined })}
                >
                  {t('common.clear')}
                </Button>
              </div>
            </div>
          ) : (
            <div className="stack">
              <span>{t('org.emptyDept')}</span>
              <div>{newButton}</div>
            </div>
          )
        }
      />
      <UserForm
        user={null}
        deptId={search.dept}
        open={creating}
        onClose={() => setCreating(false)}
        onCreated={(user) => onChange({ user })}
      />
    </>
  );
}

function RoleFilter({ search, onChange }: Props) {
  const { t } = useText();
  const roles = useRoleOptions();
  return (
    <Select<number | null>
      {...onlyWords}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: 130 }}
      aria-label={t('org.roles')}
      placeholder={t('org.roles')}
      value={search.role ?? null}
      options={roles}
      onChange={(role) => onChange({ role: role ?? undefined })}
    />
  );
}

function useUserColumns(): Column<User>[] {
  const { t, language } = useText();
  const { roleName } = useReadyNames();
  const dates = useDates();
  const { today } = dates;
  return useMemo(
    () => [
      { key: 'name', title: t('org.name'), width: 110, text: (row) => row.name },
      { key: 'login', title: t('org.login'), width: 120, text: (row) => row.login },
      { key: 'dept', grows: true, title: t('org.dept'), width: 120, text: (row) => row.dept.name },
      { key: 'post', grows: true, title: t('org.post'), width: 110, text: (row) => row.post },
      {
        key: 'roles',
        title: t('org.roles'),
        width: 160,
        text: (row) => row.roles.map((role) => roleName(role.name)).join(comma()),
      },
      { key: 'phone', title: t('org.phone'), width: 120, text: (row) => row.phone },
      {
        key: 'state',
        title: t('org.state'),
        width: 80,
        text: (row) => t(`userState.${row.state}`),
        render: (row) => (
          <span
            className={row.state === 'active' ? '' : row.state === 'locked' ? 'danger' : 'soft'}
          >
            {t(`userState.${row.state}`)}
          </span>
        ),
      },
      {
        key: 'lastLogin',
        title: t('org.lastLogin'),
        width: 100,
        text: (row) => (row.lastLoginAt ? dates.dayOf(row.lastLoginAt) : t('date.never')),
      },
      {
        key: 'hiredOn',
        title: t('org.hiredOn'),
        width: 110,
        extra: true,
        text: (row) => row.hiredOn ?? '',
      },
      {
        key: 'externalNo',
        title: t('org.external'),
        width: 110,
        extra: true,
        text: (row) => shownExternalNo(row.externalNo, row.name),
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language, dates the day
    [language, today],
  );
}
