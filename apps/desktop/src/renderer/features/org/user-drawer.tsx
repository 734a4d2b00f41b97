import { api } from '@xinhang/shared/contract/api.ts';
import type { User } from '@xinhang/shared/people.ts';
import { shownExternalNo } from '@xinhang/shared/external-no.ts';
import { Drawer, Skeleton, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { useReadyNames } from '../../i18n/ready-names.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Rights } from './rights.tsx';
import { UserActions } from './user-actions.tsx';
import { UserForm } from './user-form.tsx';
import { UserSessions } from './user-sessions.tsx';

interface Props {
  userId: number | null;
  onClose: () => void;
}

/** Everything about one person: facts, rights, sessions, and what can be done. */
export function UserDrawer({ userId, onClose }: Props) {
  const { t } = useText();
  const found = useEndpoint(
    api.org.getUser,
    { params: { id: userId ?? 0 } },
    { enabled: userId !== null },
  );
  const user = found.data?.id === userId ? found.data : undefined;
  return (
    <Drawer
      open={userId !== null}
      size={620}
      title={
        user ? (
          <span className="line">
            {user.name}
            {user.state !== 'active' && (
              <Tag color={user.state === 'locked' ? 'error' : 'default'}>
                {t(`userState.${user.state}`)}
              </Tag>
            )}
            {user.mustChangePassword && <Tag>{t('org.firstPasswordPending')}</Tag>}
          </span>
        ) : (
          t('org.name')
        )
      }
      mask={false}
      onClose={onClose}
      destroyOnHidden
    >
      {found.error && <LoadError error={found.error} retry={() => void found.refetch()} />}
      {!user && found.isPending && <Skeleton active />}
      {user && <Content key={user.id} user={user} />}
    </Drawer>
  );
}

function Content({ user }: { user: User }) {
  const { t } = useText();
  const [editing, setEditing] = useState(false);
  return (
    <>
      <UserActions user={user} onEdit={() => setEditing(true)} />
      <Tabs
        items={[
          { key: 'facts', label: t('user.facts'), children: <Facts user={user} /> },
          {
            key: 'rights',
            label: t('user.rights'),
            children: <Rights roleIds={user.roles.map((role) => role.id)} />,
          },
          { key: 'sessions', label: t('user.sessions'), children: <UserSessions user={user} /> },
        ]}
      />
      <UserForm user={user} open={editing} onClose={() => setEditing(false)} />
    </>
  );
}

function Facts({ user }: { user: User }) {
  const { t } = useText();
  const { roleName } = useReadyNames();
  const dates = useDates();
  const names = (people: readonly { name: string }[]) =>
    people.map((person) => person.name).join(comma());
  const facts: [label: string, value: string][] = [
    [t('org.login'), user.login],
    [t('org.dept'), user.dept.name],
    [t('org.post'), user.post],
    [t('org.roles'), user.roles.map((role) => roleName(role.name)).join(comma())],
    [t('org.principals'), names(user.principals)],
    [t('org.phone'), user.phone],
    [t('org.mentor'), user.mentor?.name ?? ''],
    [t('org.hiredOn'), user.hiredOn ?? ''],
    [t('org.probationEndsOn'), user.probationEndsOn ?? ''],
    [t('org.regularisedOn'), user.regularisedOn ?? ''],
    [t('org.leftOn'), user.leftOn ?? ''],
    [t('org.lastLogin'), user.lastLoginAt ? dates.time(user.lastLoginAt) : t('date.never')],
    [t('org.external'), shownExternalNo(user.externalNo, user.name)],
  ];
  const optional = new Set([t('org.principals'), t('org.leftOn'), t('org.external')]);
  return (
    <FactList
      facts={facts.filter(([label, value]) => value !== '' || !optional.has(label))}
      none={<span className="soft">{t('common.none')}</span>}
    />
  );
}
