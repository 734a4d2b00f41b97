import { api } from '@xinhang/shared/contract/api.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import { App, Button, Tag } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { AlertFlag } from '../../form/alert-flag.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead } from '../../ui/record-page.tsx';
import { AssignDialog } from './bulk-actions.tsx';
import { ClaimButton, GiveBackButton } from './pool-actions.tsx';
import { EditCustomer } from './edit-customer.tsx';
import { MergeDrawer } from './merge-drawer.tsx';
import { useOverdue, useOverdueWords } from './use-overdue.ts';
import { ValueTag } from './value-drawer.tsx';
import { useCustomerWords } from './words.ts';

/** Name, state, owner and the actions that matter. */
export function CustomerHead({ customer }: { customer: Customer }) {
  const { t } = useText();
  const dates = useDates();
  const { stageName } = useCustomerWords();
  const actions = useActions(customer);
  const [editing, setEditing] = useState(false);
  const [assigning, setAssigning] = useState(false);
  const [merging, setMerging] = useState(false);
  const mayMerge = useMay('customers.merge');
  const { can, archived } = customer;
  const mayClaim = useMay('pool.read');
  const me = useMe();
  const next = customer.nextFollowOn;
  const late = useOverdueWords()(useOverdue()(customer));
  const why = (allowed: boolean) => (allowed ? undefined : t('customer.noForbidden'));
  return (
    <RecordHead
      title={customer.name}
      facts={
        <>
          <Tag>{stageName(customer.stage)}</Tag>
          {customer.chanceGrade && (
            <Tag>
              {t('customer.grade')} {customer.chanceGrade}
            </Tag>
          )}
          <ValueTag customer={customer} />
          {archived && <Tag>{t('customer.archived')}</Tag>}
          <span>
            <span className="soft">{t('customer.owner')}</span>{' '}
            {customer.owner?.name ?? (customer.pooled ? t('customer.pool') : t('common.none'))}
          </span>
          <span className={late.danger ? 'danger' : ''}>
            <span className={late.danger ? '' : 'soft'}>{t('customer.lastFollow')}</span>{' '}
            {customer.lastFollowAt ? dates.dayOf(customer.lastFollowAt) : t('date.never')}
            {late.words && ` · ${late.words}`}
          </span>
          {next !== null && (
            <span className={dates.overdue(next) ? 'danger' : ''}>
              {t('customer.nextFollow')} {dates.day(next)}
            </span>
          )}
          {!archived && customer.owner !== null && <AlertFlag of="customer" id={customer.id} />}
        </>
      }
    >
      <Button
        disabled={!can.update || archived}
        title={why(can.update)}
        onClick={() => setEditing(true)}
      >
        {t('customer.edit')}
      </Button>
      {customer.pooled && mayClaim && <ClaimButton customer={customer} />}
      {customer.owner?.id === me.user.id && <GiveBackButton customer={customer} />}
      <Button
        disabled={!can.assign || archived}
        title={why(can.assign)}
        loading={actions.assigning}
        onClick={() => setAssigning(true)}
      >
        {t('customer.assign')}
      </Button>
      {mayMerge && (
        <Button
          disabled={!can.merge}
          title={can.merge ? undefined : t('merge.cannot')}
          onClick={() => setMerging(true)}
        >
          {t('merge.action')}
        </Button>
      )}
      <Button
        disabled={!can.archive}
        title={why(can.archive)}
        loading={actions.archiving}
        onClick={() => actions.archive(!archived, customer.version)}
      >
        {t(archived ? 'customer.unarchive' : 'customer.archive')}
      </Button>
      <EditCustomer customer={customer} open={editing} onClose={() => setEditing(false)} />
      <MergeDrawer
        pair={merging ? { kept: { id: customer.id, name: customer.name }, other: null } : null}
        onClose={() => setMerging(false)}
      />
      <AssignDialog
        open={assigning}
        busy={actions.assigning}
        onClose={() => setAssigning(false)}
        onAssign={(ownerId) => {
          setAssigning(false);
          actions.assign(ownerId, customer.version);
        }}
      />
    </RecordHead>
  );
}

/** Archive and assign, each with a way back where the server has one. */
function useActions(customer: Customer) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const archive = useCommand(api.customers.archive);
  const assign = useCommand(api.customers.assign);
  const onError = (error: Error) => void message.error(words(error));
  const params = { id: customer.id };

  const done = (text: string, undo: () => void) => {
    const key = `customer-${customer.id}`;
    void message.success({
      key,
      duration: 8,
      content: (
        <>
          {text}
          <Button
            type="link"
            size="small"
            onClick={() => {
              message.destroy(key);
              undo();
            }}
          >
            {t('common.undo')}
          </Button>
        </>
      ),
    });
  };
  const setArchived = (archived: boolean, version: number) =>
    archive.mutate(
      { params, body: { version, archived } },
      {
        onError,
        onSuccess: (saved) =>
          done(t(archived ? 'customer.archiveDone' : 'customer.unarchiveDone'), () =>
            setArchived(!archived, saved.version),
          ),
      },
    );
  const setOwner = (ownerId: number | null, version: number) =>
    assign.mutate(
      { params, body: { version, ownerId } },
      {
        onError,
        onSuccess: () =>
          done(t('customer.assignDone'), () => setOwner(customer.owner?.id ?? null, version + 1)),
      },
    );
  return {
    archive: setArchived,
    assign: setOwner,
    archiving: archive.isPending,
    assigning: assign.isPending,
  };
}
