import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { User } from '@xinhang/shared/people.ts';
import { Form } from 'antd';
import { useMemo, useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { changedFields } from '../../form/changed-fields.ts';
import { ConflictDialog, conflictOf } from '../../form/conflict-dialog.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { AskOwner } from './ask-owner.tsx';
import { FirstPassword, type FirstLogin } from './first-password.tsx';
import { UserFields } from './user-fields.tsx';
import type { UserBody, UserValues } from './user-values.ts';
import { useUserValue } from './user-value.ts';

interface Props {
  /** Null adds a new one. */
  user: User | null;
  /** Where a new one begins. */
  deptId?: number | undefined;
  open: boolean;
  onClose: () => void;
  onCreated?: (id: number) => void;
}

const ids = (people: readonly NameRef[] | undefined) => (people ?? []).map((one) => one.id);
const fieldsOf = ({ principals, mentor, ...fields }: UserValues) => ({
  ...fields,
  principalIds: ids(principals),
  mentorId: mentor?.[0]?.id ?? null,
});
const rowOf = (user: User) => ({
  ...user,
  deptId: user.dept.id,
  roleIds: ids(user.roles),
  principalIds: ids(user.principals),
  mentorId: user.mentor?.id ?? null,
});

function initialOf(user: User | null, deptId: number | undefined): Partial<UserValues> {
  if (!user) return { roleIds: [], principals: [], mentor: [], ...(deptId && { deptId }) };
  const { name, login, post, phone, hiredOn, probationEndsOn, regularisedOn } = user;
  return {
    name,
    login,
    post,
    phone,
    hiredOn,
    probationEndsOn,
    regularisedOn,
    deptId: user.dept.id,
    roleIds: ids(user.roles),
    principals: user.principals,
    mentor: user.mentor ? [user.mentor] : [],
  };
}

/** A person: account, place in the organisation, roles and dates. */
export function UserForm({ user, deptId, open, onClose, onCreated }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<UserValues>();
  const create = useCommand(api.org.createUser, { form: true });
  const update = useCommand(api.org.updateUser);
  const conflict = conflictOf(update.error);
  const [first, setFirst] = useState<(FirstLogin & { id: number }) | null>(null);
  const initial = useMemo(() => initialOf(user, deptId), [user, deptId]);
  const show = useUserValue(conflict);

  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const send = (version: number, changes: Partial<UserBody>) => {
    const { login: _login, ...rest } = changes;
    update.mutate({ params: { id: user!.id }, body: { version, ...rest } }, { onSuccess: close });
  };
  const submit = (values: UserValues) => {
    const body = fieldsOf(values);
    if (!user) {
      create.mutate(
        { body },
        {
          onSuccess: ({ user: { id, name, login }, firstPassword, validHours }) => {
            close();
            setFirst({ id, name, login, password: firstPassword, hours: validHours });
          },
        },
      );
      return;
    }
    const changes = changedFields(rowOf(user), body);
    if (Object.keys(changes).length === 0) close();
    else send(user.version, changes);
  };
  return (
    <>
      <FormDrawer<UserValues>
        title={t(user ? 'org.editUser' : 'org.newUser')}
        open={open}
        form={form}
        size={460}
        draft={user ? `user.${user.id}` : 'user.new'}
        initial={initial}
        names={{ principalIds: 'principals', mentorId: 'mentor' }}
        codes={{ 'already-exists': 'login' }}
        error={create.error ?? (conflict ? null : update.error)}
        remedy={
          <AskOwner
            command={user ? 'org.updateUser' : 'org.createUser'}
            error={create.error ?? update.error}
            sent={user ? update.variables : create.variables}
            onAsked={close}
          />
        }
        saving={create.isPending || update.isPending}
        onSubmit={submit}
        onClose={close}
      >
        <UserFields isNew={!user} />
      </FormDrawer>
      <ConflictDialog
        conflict={conflict}
        saving={update.isPending}
        label={(field) => t(wordKey('org', field.replace(/(Id|Ids)$/, ''), 'org.editUser'))}
        show={show}
        onClose={close}
        onResolve={(version, mine) => {
          const all = changedFields(
            rowOf(user!),
            fieldsOf(form.getFieldsValue(true) as UserValues),
          );
          const kept = Object.entries(all).filter(([field]) => mine.has(field));
          if (kept.length === 0) close();
          else send(version, Object.fromEntries(kept));
        }}
      />
      <FirstPassword
        login={first}
        onClose={() => {
          const id = first?.id;
          setFirst(null);
          if (id !== undefined) onCreated?.(id);
        }}
      />
    </>
  );
}
