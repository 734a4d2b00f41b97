import { api } from '@xinhang/shared/contract/api.ts';
import type { User } from '@xinhang/shared/org.ts';
import { useNavigate } from '@tanstack/react-router';
import { Input } from 'antd';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';

export function UserList({ q }: { q: string }) {
  const { t } = useText();
  const dates = useDates();
  const navigate = useNavigate();
  const query = q === '' ? {} : { q };
  return (
    <ListPage<User>
      label={t('menu.org')}
      queryKey={keyOf(api.org.listUsers, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.org.listUsers, { query: { ...query, ...(cursor && { cursor }) }, signal })
      }
      idOf={(row) => row.id}
      columns={[
        { key: 'name', title: t('org.name'), width: 120, text: (row) => row.name },
        { key: 'login', title: t('org.login'), width: 130, text: (row) => row.login },
        { key: 'dept', title: t('org.dept'), width: 140, text: (row) => row.dept.name },
        { key: 'post', title: t('org.post'), width: 120, text: (row) => row.post },
        {
          key: 'roles',
          title: t('org.roles'),
          width: 200,
          text: (row) => row.roles.map((role) => role.name).join('、'),
        },
        { key: 'phone', title: t('org.phone'), width: 130, text: (row) => row.phone },
        {
          key: 'state',
          title: t('org.state'),
          width: 90,
          text: (row) => t(`userState.${row.state}`),
        },
        {
          key: 'lastLogin',
          title: t('org.lastLogin'),
          width: 110,
          text: (row) => (row.lastLoginAt ? dates.dayOf(row.lastLoginAt) : t('date.never')),
        },
      ]}
      bar={
        <Input.Search
          allowClear
          key={q}
          defaultValue={q}
          style={{ width: 260 }}
          placeholder={t('common.search')}
          aria-label={t('common.search')}
          onSearch={(text) =>
            void navigate({ to: '/org', search: text.trim() ? { q: text.trim() } : {} })
          }
        />
      }
      empty={t('org.empty')}
    />
  );
}
