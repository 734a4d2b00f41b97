import { PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { Role } from '@xinhang/shared/roles.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useDraft } from '../../form/drafts.ts';
import { useText } from '../../i18n/i18n.ts';
import { useReadyNames } from '../../i18n/ready-names.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { changeCount, draftOf, type KeptDraft } from './role-draft.ts';
import { RoleEditor } from './role-editor.tsx';
import { NewRole } from './new-role.tsx';
import { WhoDialog } from './who-dialog.tsx';

/** Roles at the left, the matrix of the chosen one at the right. */
export function RolesPage({ roleId }: { roleId: number | undefined }) {
  const { t } = useText();
  const navigate = useNavigate();
  const mayPeople = useMay('org.manage');
  const roles = useEndpoint(api.org.listRoles, {});
  const { drafts, keep } = useRoleDrafts();
  const [asking, setAsking] = useState<'new' | 'who' | null>(null);
  const { roleName } = useReadyNames();
  const rows = (roles.data?.rows ?? []).map((role) => ({ ...role, name: roleName(role.name) }));
  const here = rows.find((role) => role.id === roleId) ?? rows[0];
  const show = (id: number) => void navigate({ to: '/roles', search: { role: id } });
  if (roles.error && !roles.data) {
    return (
      <div className="page">
        <LoadError error={roles.error} retry={() => void roles.refetch()} />
      </div>
    );
  }
  return (
    <div className="org-page">
      <nav className="org-depts" aria-label={t('org.roles')}>
        <div className="section-head">
          <h2>{t('org.roles')}</h2>
          <span className="spring" />
          <Button size="small" icon={<PlusOutlined />} onClick={() => setAsking('new')}>
            {t('role.new')}
          </Button>
        </div>
        {roles.isPending && <Skeleton active title={false} paragraph={{ rows: 8 }} />}
        <div className="org-tree">
          {rows.map((role) => (
            <RoleLine
              key={role.id}
              role={role}
              chosen={role.id === here?.id}
              unsaved={unsavedOf(role, drafts[role.id])}
              onChoose={() => show(role.id)}
            />
          ))}
        </div>
        {mayPeople && <Button onClick={() => setAsking('who')}>{t('role.who')}</Button>}
      </nav>
      {here && (
        <RoleEditor
          key={here.id}
          role={here}
          places={roles.data?.places ?? []}
          kept={drafts[here.id]}
          onKeep={(kept) => keep(here.id, kept)}
          onShow={show}
        />
      )}
      <NewRole open={asking === 'new'} onClose={() => setAsking(null)} onCreated={show} />
      <WhoDialog open={asking === 'who'} onClose={() => setAsking(null)} />
    </div>
  );
}

const unsavedOf = (role: Role, kept: KeptDraft | undefined) =>
  kept ? changeCount(draftOf(role), kept.draft) : 0;

interface LineProps {
  role: Role;
  chosen: boolean;
  unsaved: number;
  onChoose: () => void;
}

function RoleLine({ role, chosen, unsaved, onChoose }: LineProps) {
  const { t } = useText();
  return (
    <button
      type="button"
      className={`plain-button role-line ${chosen ? 'role-here' : ''}`}
      aria-current={chosen ? 'page' : undefined}
      onClick={onChoose}
    >
      <span className="dept-name">{role.name}</span>
      {unsaved > 0 && (
        <span className="matrix-mark" title={t('role.unsaved', { n: unsaved })}>
          {t('role.changed')}
        </span>
      )}
      <span className="soft dept-head">{role.key !== null && t('role.ready')}</span>
      <span className="soft number" title={t('dept.people', { n: role.userCount })}>
        {role.userCount}
      </span>
    </button>
  );
}

/** Unsaved changes of each role; they survive another page and a reload. */
function useRoleDrafts() {
  const store = useDraft<Record<number, KeptDraft>>('roles');
  const [drafts, setDrafts] = useState<Partial<Record<number, KeptDraft>>>(() => store.read());
  const keep = (id: number, kept: KeptDraft | null) => {
    const { [id]: _old, ...others } = drafts;
    const next = kept ? { ...others, [id]: kept } : others;
    setDrafts(next);
    store.keep(Object.keys(next).length === 0 ? null : (next as Record<number, KeptDraft>));
  };
  return { drafts, keep };
}
