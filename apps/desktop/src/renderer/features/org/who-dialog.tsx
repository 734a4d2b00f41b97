import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Modal } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { comma, useText } from '../../i18n/i18n.ts';
import { useReadyNames } from '../../i18n/ready-names.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { Rights } from './rights.tsx';

/** Who may see what: pick a person, see what all the roles add up to. */
export function WhoDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useText();
  return (
    <Modal
      open={open}
      title={t('role.who')}
      width={680}
      footer={null}
      {...beginInField}
      onCancel={onClose}
      destroyOnHidden
    >
      <Who />
    </Modal>
  );
}

function Who() {
  const { t } = useText();
  const { roleName } = useReadyNames();
  const [people, setPeople] = useState<NameRef[]>([]);
  const id = people[0]?.id;
  const user = useEndpoint(
    api.org.getUser,
    { params: { id: id ?? 0 } },
    { enabled: id !== undefined },
  );
  return (
    <div className="stack">
      <UserPicker single autoFocus label={t('role.whoPick')} value={people} onChange={setPeople} />
      {id === undefined && <span className="soft">{t('role.whoEmpty')}</span>}
      {user.error && <LoadError error={user.error} retry={() => void user.refetch()} />}
      {user.data && user.data.id === id && (
        <>
          <span>
            <span className="soft">{t('org.roles')}</span>{' '}
            {user.data.roles.map((role) => roleName(role.name)).join(comma()) || t('common.none')}
          </span>
          <Rights roleIds={user.data.roles.map((role) => role.id)} />
        </>
      )}
    </div>
  );
}
