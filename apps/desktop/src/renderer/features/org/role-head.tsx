import { api } from '@xinhang/shared/contract/api.ts';
import type { Role } from '@xinhang/shared/roles.ts';
import { guardedFields, takesPlaces, viewsOf, type WallSide } from '@xinhang/shared/permissions.ts';
import { Link } from '@tanstack/react-router';
import { App, Button, Input, Segmented, Tag } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { NewRole } from './new-role.tsx';
import { RoleAccountChoice } from './role-account-choice.tsx';
import { PlacesSelect } from './places-select.tsx';
import type { RoleDraft } from './role-draft.ts';
import { choosePlaces, placesOfRole } from './role-places.ts';

interface Props {
  role: Role;
  draft: RoleDraft;
  onChange: (draft: RoleDraft) => void;
  onShow: (roleId: number) => void;
  places: readonly { id: number; name: string }[];
}

/** Name, holders, copy and remove; the wall and the guarded fields. */
export function RoleHead({ role, draft, onChange, onShow, places }: Props) {
  const { t } = useText();
  const [copying, setCopying] = useState(false);
  return (
    <header className="role-head">
      <div className="line">
        <Input
          style={{ width: 200, fontWeight: 600 }}
          aria-label={t('role.name')}
          maxLength={60}
          value={draft.name}
          status={draft.name.trim() === '' ? 'error' : ''}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
        {role.key !== null && <Tag>{t('role.ready')}</Tag>}
        <Holders role={role} />
        <span className="spring" />
        <Button onClick={() => setCopying(true)}>{t('role.copy')}</Button>
        {role.key === null && <RemoveRole role={role} />}
      </div>
      <div className="role-choices">
        <span className="soft">{t('role.side')}</span>
        <span className="line">
          <Segmented<WallSide | 'none'>
            size="small"
            aria-label={t('role.side')}
            value={draft.side ?? 'none'}
            options={(['none', 'sales', 'purchasing'] as const).map((value) => ({
              value,
              label: t(`role.side.${value}`),
            }))}
            onChange={(side) => onChange({ ...draft, side: side === 'none' ? null : side })}
          />
          <span className="soft role-why">{t('role.sideWhy')}</span>
        </span>
        <span className="soft">{t('role.fields')}</span>
        <span className="line role-fields">
          {guardedFields.map((field) => (
            <span className="line" key={field}>
              {t(`guarded.${field}`)}
              <Segmented
                size="small"
                aria-label={t(`guarded.${field}`)}
                value={draft.fields[field]}
                options={viewsOf(field).map((value) => ({ value, label: t(`fieldView.${value}`) }))}
                onChange={(view) =>
                  onChange({ ...draft, fields: { ...draft.fields, [field]: view } })
                }
              />
            </span>
          ))}
        </span>
        <RoleAccountChoice draft={draft} onChange={onChange} />
        {draft.grants.some((grant) => takesPlaces(grant.permission)) && (
          <>
            <span className="soft">{t('role.places')}</span>
            <span className="line">
              <PlacesSelect
                label={t('role.places')}
                places={places}
                value={placesOfRole(draft)}
                onChange={(ids) => onChange(choosePlaces(draft, null, ids))}
              />
              <span className="soft role-why">{t('role.placesWhy')}</span>
            </span>
          </>
        )}
      </div>
      <NewRole copyOf={role} open={copying} onClose={() => setCopying(false)} onCreated={onShow} />
    </header>
  );
}

const SHOWN = 5;

function Holders({ role }: { role: Role }) {
  const { t } = useText();
  const mayPeople = useMay('org.manage');
  const people = useEndpoint(
    api.org.listUsers,
    { query: { roleId: role.id, limit: SHOWN } },
    { enabled: mayPeople && role.userCount > 0 },
  );
  const rows = people.data?.rows ?? [];
  const names = rows.map((user) => user.name).join(comma());
  return (
    <span className="role-holders">
      <span className="soft">{t('role.holders')}</span>{' '}
      {role.userCount === 0 ? (
        <span className="soft">{t('role.nobody')}</span>
      ) : mayPeople ? (
        <Link to="/org" search={{ role: role.id }}>
          {names}
          {role.userCount > rows.length && ` ${t('role.more', { n: role.userCount })}`}
        </Link>
      ) : (
        t('dept.people', { n: role.userCount })
      )}
    </span>
  );
}

function RemoveRole({ role }: { role: Role }) {
  const { t } = useText();
  const words = useRefusalText();
  const { modal, message } = App.useApp();
  const remove = useCommand(api.org.deleteRole);
  const held = role.userCount > 0;
  return (
    <Button
      disabled={held}
      title={held ? t('role.removeHeld', { n: role.userCount }) : undefined}
      loading={remove.isPending}
      onClick={() =>
        modal.confirm({
          title: t('role.removeAsk', { name: role.name }),
          content: t('role.removeWhy'),
          okText: t('role.remove'),
          okButtonProps: { danger: true },
          onOk: () =>
            remove.mutate(
              { params: { id: role.id } },
              { onError: (error) => void message.error(words(error)) },
            ),
        })
      }
    >
      {t('role.remove')}
    </Button>
  );
}
