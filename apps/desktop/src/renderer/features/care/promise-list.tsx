import { api } from '@xinhang/shared/contract/api.ts';
import { promiseStates, type CustomerPromise } from '@xinhang/shared/gifts.ts';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Segmented } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { PromiseDrawer } from './promise-drawer.tsx';
import { Rows } from '../../ui/rows.tsx';
import { useRows } from '../../app/use-rows.ts';

/** Promises to all customers that one may see. */
export function AllPromises() {
  const { t } = useText();
  const [state, setState] = useState<CustomerPromise['state']>('open');
  const list = useRows(api.promises.list, { state: [state] }, (page, signal) =>
    client.call(api.promises.list, { query: { state: [state], ...page }, signal }),
  );
  return (
    <>
      <div className="page-bar">
        <Segmented<CustomerPromise['state']>
          aria-label={t('care.tab.promises')}
          value={state}
          options={promiseStates.map((value) => ({ value, label: t(`promise.state.${value}`) }))}
          onChange={setState}
        />
      </div>
      <Rows<CustomerPromise> list={list} none={t('promise.none')}>
        {(row) => <PromiseEntry key={row.id} promise={row} />}
      </Rows>
    </>
  );
}

interface Props {
  promise: CustomerPromise;
  ofCustomer?: boolean;
}

/** One promise: until when, to whom, and how it ended. */
export function PromiseEntry({ promise, ofCustomer = false }: Props) {
  const { t } = useText();
  const dates = useDates();
  const late = promise.state === 'open' && dates.overdue(promise.dueOn);
  return (
    <article className="entry" aria-label={promise.text}>
      <div className="line" style={{ gap: '0 10px' }}>
        <span className={late ? 'danger' : ''}>
          {t('promise.due', { date: dates.day(promise.dueOn) })}
        </span>
        {!ofCustomer && (
          <Link to="/customers/$id" params={{ id: String(promise.customer.id) }}>
            <strong>{promise.customer.name}</strong>
          </Link>
        )}
        {promise.contact && (
          <Link to="/contacts/$id" params={{ id: String(promise.contact.id) }}>
            {promise.contact.name}
          </Link>
        )}
        <span className="spring" />
        <span className="soft">{promise.by.name}</span>
        <span className={late || promise.state === 'broken' ? 'danger' : 'soft'}>
          {t(late ? 'care.state.overdue' : `promise.state.${promise.state}`)}
        </span>
      </div>
      <div className="entry-text">{promise.text}</div>
      {promise.note !== '' && <div className="entry-text soft">{promise.note}</div>}
      {promise.mayAct && <Actions promise={promise} />}
    </article>
  );
}

function Actions({ promise }: { promise: CustomerPromise }) {
  const { t } = useText();
  const words = useProblemText();
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState(false);
  const settle = useCommand(api.promises.settle);
  const params = { id: promise.id };
  return (
    <div className="stack review-answer">
      <div className="line">
        <Button
          size="small"
          loading={settle.isPending}
          onClick={() => settle.mutate({ params, body: { kept: true } })}
        >
          {t('promise.kept')}
        </Button>
        <Button size="small" type="text" onClick={() => setAsking(true)}>
          {t('promise.broken')}
        </Button>
        <Button size="small" type="text" onClick={() => setEditing(true)}>
          {t('common.edit')}
        </Button>
      </div>
      {settle.error && <Alert type="error" showIcon role="alert" title={words(settle.error)} />}
      <PromiseDrawer
        open={editing}
        promise={promise}
        customerId={promise.customer.id}
        onClose={() => setEditing(false)}
      />
      <ReasonDialog
        open={asking}
        title={t('promise.brokenTitle')}
        why={t('promise.brokenWhy')}
        okText={t('promise.broken')}
        saving={settle.isPending}
        onReason={(note) =>
          settle.mutate(
            { params, body: { kept: false, note } },
            { onSuccess: () => setAsking(false) },
          )
        }
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
