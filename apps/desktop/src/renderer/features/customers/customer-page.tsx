import { api } from '@xinhang/shared/contract/api.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import { App, Button, Skeleton, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { ContactList } from './contact-list.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { EditCustomer } from './edit-customer.tsx';
import { FollowUpBox } from '../../form/follow-up-box.tsx';
import { Timeline } from './timeline.tsx';
import { useCustomerWords } from './words.ts';

export function CustomerPage({ id }: { id: number }) {
  const found = useEndpoint(api.customers.get, { params: { id } });
  if (found.error && !found.data) {
    return (
      <div className="page">
        <LoadError error={found.error} retry={() => void found.refetch()} />
      </div>
    );
  }
  if (!found.data) {
    return (
      <div className="page">
        <Skeleton active />
      </div>
    );
  }
  const customer = found.data;
  return (
    <div className="page page-scroll">
      <Head customer={customer} />
      <div className="object-columns">
        <div>
          <FollowUpBox
            key={id}
            customerId={id}
            disabled={!customer.can.followUp || customer.archived}
          />
          <Timeline customerId={id} />
        </div>
        <div>
          <ContactList customerId={id} editable={customer.can.update && !customer.archived} />
          <div style={{ height: 24 }} />
          <CustomerFacts customer={customer} />
        </div>
      </div>
    </div>
  );
}

function Head({ customer }: { customer: Customer }) {
  const { t } = useText();
  const dates = useDates();
  const words = useProblemText();
  const { stageName } = useCustomerWords();
  const { message } = App.useApp();
  const [editing, setEditing] = useState(false);
  const archive = useCommand(api.customers.archive);
  const { can } = customer;
  const editable = can.update && !customer.archived;

  const setArchived = (archived: boolean, version: number) => {
    archive.mutate(
      { params: { id: customer.id }, body: { version, archived } },
      {
        onError: (error) => void message.error(words(error)),
        onSuccess: (saved) => {
          const key = `archive-${customer.id}`;
          void message.success({
            key,
            content: (
              <>
                {t(archived ? 'customer.archiveDone' : 'customer.unarchiveDone')}
                <Button
                  type="link"
                  size="small"
                  onClick={() => {
                    message.destroy(key);
                    setArchived(!archived, saved.version);
                  }}
                >
                  {t('customer.undo')}
                </Button>
              </>
            ),
          });
        },
      },
    );
  };

  const next = customer.nextFollowOn;
  return (
    <header className="page-bar">
      <Typography.Title level={4} style={{ margin: 0 }}>
        {customer.name}
      </Typography.Title>
      <Tag>{stageName(customer.stage)}</Tag>
      {customer.chanceGrade && <Tag color="blue">{customer.chanceGrade}</Tag>}
      {customer.archived && <Tag color="orange">{t('customer.archived')}</Tag>}
      <span>{customer.owner?.name ?? (customer.pooled ? t('customer.pool') : '')}</span>
      <Typography.Text type={dates.overdue(next) ? 'danger' : 'secondary'}>
        {next === null ? '' : `${t('customer.nextFollow')} ${dates.day(next)}`}
      </Typography.Text>
      <span className="spring" />
      <Button
        disabled={!editable}
        title={editable ? undefined : t('customer.noForbidden')}
        onClick={() => setEditing(true)}
      >
        {t('customer.edit')}
      </Button>
      <Button
        disabled={!can.archive}
        title={can.archive ? undefined : t('customer.noForbidden')}
        loading={archive.isPending}
        onClick={() => setArchived(!customer.archived, customer.version)}
      >
        {t(customer.archived ? 'customer.unarchive' : 'customer.archive')}
      </Button>
      <EditCustomer customer={customer} open={editing} onClose={() => setEditing(false)} />
    </header>
  );
}
