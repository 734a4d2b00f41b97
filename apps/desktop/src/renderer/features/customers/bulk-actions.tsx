import { api } from '@xinhang/shared/contract/api.ts';
import type { Me } from '@xinhang/shared/auth.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import type { CustomerRow } from '@xinhang/shared/customers.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { may, reachesAll, useMe } from '../../app/session.ts';
import { DistributeDialog } from '../../form/distribute-dialog.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { DropMenu } from '../../ui/drop-menu.tsx';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { useCustomerWords } from './words.ts';

type Action = EndpointBody<typeof api.customerWork.bulk>['action'];

interface Props {
  ids: readonly number[];
  /** Those of them that are loaded. */
  rows: readonly CustomerRow[];
  archived: boolean;
  /** In the pool they are nobody's: only whoever reaches the whole company changes them there. */
  pool: boolean;
  onStarted: (jobId: number) => void;
}

/** Whether some of such rows may be within a right, or all of the pool. */
const reaches = (me: Me, permission: Permission, pool: boolean) =>
  pool ? reachesAll(me, permission) : may(me, permission);

/** What can be done with many customers at once; the job says what became of each. */
export function BulkActions({ ids, rows, archived, pool, onStarted }: Props) {
  const { t } = useText();
  const words = useCustomerWords();
  const refusal = useProblemText();
  const { message } = App.useApp();
  const tags = useEndpoint(api.settings.listTags, {});
  const bulk = useCommand(api.customerWork.bulk);
  const me = useMe();
  const mayUpdate = reaches(me, 'customers.update', pool);
  const mayAssign = reaches(me, 'customers.assign', pool);
  const mayArchive = reaches(me, 'customers.archive', pool);
  const first = pool && !mayUpdate ? t('pool.bulkFirst') : undefined;
  const assignWhy = pool && !mayAssign ? t('pool.bulkAssign') : undefined;
  const [assigning, setAssigning] = useState(false);
  const [distributed, setDistributed] = useState<number[] | null>(null);

  // As the person sees them: what a colleague changed meanwhile is refused, row by row.
  const versionOf = new Map(rows.map((row) => [row.id, row.version]));
  const versions = ids.flatMap((id) => versionOf.get(id) ?? []);
  const seen = versions.length === ids.length ? { versions } : {};

  const run = (action: Action) =>
    bulk.mutate(
      { body: { ids: [...ids], ...seen, action } },
      {
        onSuccess: ({ jobId }) => onStarted(jobId),
        onError: (error) => void message.error(refusal(error)),
      },
    );
  const choice = (label: string, items: { key: string; label: string; action: Action }[]) => (
    <DropMenu
      disabled={!mayUpdate || bulk.isPending || items.length === 0}
      menu={{
        items: items.map((item) => ({ key: item.key, label: item.label })),
        onClick: ({ key }) => {
          const chosen = items.find((item) => item.key === key);
          if (chosen) run(chosen.action);
        },
      }}
    >
      <Button title={first}>{label}</Button>
    </DropMenu>
  );
  const tagged = (on: boolean) =>
    (tags.data?.rows ?? [])
      .filter((tag) => tag.active)
      .map((tag) => ({
        key: `${on}-${tag.id}`,
        label: tag.name,
        action: { kind: 'tag' as const, tagId: tag.id, on },
      }));
  return (
    <>
      <Button
        disabled={!mayAssign || bulk.isPending}
        title={assignWhy}
        onClick={() => setAssigning(true)}
      >
        {t('customer.assign')}
      </Button>
      {!archived && (
        <Button
          disabled={!mayAssign || bulk.isPending}
          title={assignWhy}
          onClick={() => setDistributed([...ids])}
        >
          {t('distribute.open')}
        </Button>
      )}
      {choice(
        t('customer.stage'),
        words.stages.map(({ value, label }) => ({
          key: value,
          label,
          action: { kind: 'stage', stage: value },
        })),
      )}
      {choice(t('customer.grade'), [
        ...words.grades.map(({ value, label }) => ({
          key: value,
          label,
          action: { kind: 'grade' as const, chanceGrade: value },
        })),
        {
          key: 'none',
          label: t('common.none'),
          action: { kind: 'grade' as const, chanceGrade: null },
        },
      ])}
      {choice(t('customer.addTag'), tagged(true))}
      {choice(t('customer.removeTag'), tagged(false))}
      <Button
        disabled={!mayArchive || bulk.isPending}
        onClick={() => run({ kind: 'archive', archived: !archived })}
      >
        {t(archived ? 'customer.unarchive' : 'customer.archive')}
      </Button>
      <DistributeDialog
        ids={distributed}
        onClose={() => setDistributed(null)}
        onStarted={(jobId) => {
          setDistributed(null);
          onStarted(jobId);
        }}
      />
      <AssignDialog
        open={assigning}
        busy={bulk.isPending}
        onClose={() => setAssigning(false)}
        onAssign={(ownerId) => {
          setAssigning(false);
          run({ kind: 'assign', ownerId });
        }}
      />
    </>
  );
}

interface AssignProps {
  open: boolean;
  busy: boolean;
  onClose: () => void;
  /** Null gives it to the public pool. */
  onAssign: (ownerId: number | null) => void;
}

/** Who gets it: a colleague, or the public pool. */
export function AssignDialog({ open, busy, onClose, onAssign }: AssignProps) {
  const { t } = useText();
  const [chosen, setChosen] = useState<NameRef[]>([]);
  const owner = chosen[0];
  return (
    <Modal
      open={open}
      title={t('customer.assign')}
      onCancel={onClose}
      {...beginInField}
      okText={t('customer.assign')}
      okButtonProps={{ disabled: !owner, loading: busy }}
      onOk={() => owner && onAssign(owner.id)}
      footer={(buttons) => (
        <>
          <Button style={{ float: 'inline-start' }} onClick={() => onAssign(null)}>
            {t('customer.toPool')}
          </Button>
          {buttons}
        </>
      )}
      destroyOnHidden
    >
      <UserPicker
        single
        purpose="owner"
        label={t('customer.newOwner')}
        value={chosen}
        onChange={setChosen}
      />
    </Modal>
  );
}
