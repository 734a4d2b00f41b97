import { api } from '@xinhang/shared/contract/api.ts';
import type { Role } from '@xinhang/shared/roles.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { Alert, App, Button } from 'antd';
import { useMemo, useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { may, useMe } from '../../app/session.ts';
import { ConflictDialog, conflictOf } from '../../form/conflict-dialog.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { AskOwner } from './ask-owner.tsx';
import { deptOptions, deptTree } from './dept-tree.ts';
import {
  changeCount,
  changedPermissions,
  changesOf,
  draftOf,
  withoutDepts,
  type KeptDraft,
  type RoleDraft,
} from './role-draft.ts';
import { keepAccounts, withoutAccounts } from './role-accounts.ts';
import { refusedPermissions } from './role-refusal.ts';
import { RoleHead } from './role-head.tsx';
import { RoleMatrix } from './role-matrix.tsx';
import { useRoleValue } from './role-value.ts';

interface Props {
  role: Role;
  /** To which grants may be narrowed. */
  places: readonly { id: number; name: string }[];
  kept: KeptDraft | undefined;
  onKeep: (kept: KeptDraft | null) => void;
  onShow: (roleId: number) => void;
}

/** One role: name, wall, guarded fields, and what may be done with whose rows. */
export function RoleEditor({ role, places, kept, onKeep, onShow }: Props) {
  const { t } = useText();
  const me = useMe();
  const words = useProblemText();
  const { message } = App.useApp();
  const depts = useEndpoint(api.org.listDepts, {});
  const update = useCommand(api.org.updateRole);
  const [tried, setTried] = useState(false);
  const saved = draftOf(role);
  const draft = kept?.draft ?? saved;
  const count = changeCount(saved, draft);
  const conflict = conflictOf(update.error);
  const show = useRoleValue(conflict, places);
  const options = useMemo(() => deptOptions(deptTree(depts.data?.rows ?? [], false)), [depts.data]);

  const missing = withoutDepts(draft);
  const refused = new Map<Permission, string>(
    refusedPermissions(update.error, changesOf(saved, draft).grants ?? []).map((permission) => [
      permission,
      t('role.notHeld'),
    ]),
  );
  if (tried) for (const permission of missing) refused.set(permission, t('role.deptsMissing'));
  const bare = withoutAccounts(draft);
  if (tried) for (const permission of bare) refused.set(permission, t('field.accounts-needed'));
  const owner = may(me, 'system.owner');
  const whyNot = (permission: Permission) =>
    owner || may(me, permission) ? null : t('role.notHeld');

  const change = (given: RoleDraft) => {
    const next = keepAccounts(draft, given);
    // A draft that says what is saved is none any more: its answer was lost.
    const version = count > 0 ? (kept?.version ?? role.version) : role.version;
    onKeep(changeCount(saved, next) === 0 ? null : { version, draft: next });
  };
  const send = (version: number, changes: Partial<RoleDraft>) =>
    update.mutate(
      { params: { id: role.id }, body: { version, ...changes } },
      {
        onSuccess: () => {
          onKeep(null);
          void message.success(t('role.saved'));
        },
      },
    );
  const save = () => {
    setTried(true);
    if (missing.length + bare.length > 0) return;
    if (count > 0 && !update.isPending)
      send(kept?.version ?? role.version, changesOf(saved, draft));
  };
  const discard = () => {
    update.reset();
    setTried(false);
    onKeep(null);
  };
  useShortcut({ key: 's', ctrl: true }, save);
  return (
    <section className="role-page" aria-label={role.name}>
      <RoleHead role={role} draft={draft} onChange={change} onShow={onShow} places={places} />
      {update.error && !conflict && count > 0 && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={words(update.error)}
          action={
            <AskOwner
              command="org.updateRole"
              error={update.error}
              sent={update.variables}
              onAsked={discard}
            />
          }
        />
      )}
      <div className="matrix-scroll">
        <RoleMatrix
          draft={draft}
          changed={new Set(changedPermissions(saved, draft))}
          refused={refused}
          whyNot={whyNot}
          depts={options}
          places={places}
          onChange={change}
        />
      </div>
      <div className="page-foot">
        {count === 0 ? (
          <span className="soft">{t('role.keys')}</span>
        ) : (
          <>
            <strong role="status">{t('role.unsaved', { n: count })}</strong>
            <span className="soft only-wide">{t('role.saveNow')}</span>
            <span className="spring" />
            <Button onClick={discard}>{t('role.discard')}</Button>
            <Button
              type="primary"
              loading={update.isPending}
              aria-keyshortcuts="Control+S"
              title="Ctrl+S"
              onClick={save}
            >
              {t('common.save')}
            </Button>
          </>
        )}
      </div>
      <ConflictDialog
        conflict={conflict}
        saving={update.isPending}
        label={(field) =>
          t(wordKey('role', field === 'grants' ? 'permission' : field, 'role.name'))
        }
        show={show}
        onClose={() => update.reset()}
        onResolve={(version, mine) => {
          const kept = Object.entries(changesOf(saved, draft)).filter(([field]) => mine.has(field));
          if (kept.length === 0) discard();
          else send(version, Object.fromEntries(kept));
        }}
      />
    </section>
  );
}
