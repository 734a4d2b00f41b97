import { ApiError } from '@xinhang/shared/contract/client.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Skeleton } from 'antd';
import { useEffect } from 'react';
import { useOpenTabs, useTab } from '../../app/open-tabs.ts';
import { neighbours, useRecordTrail } from '../../app/record-trail.ts';
import { FollowUpBox } from '../../form/follow-up-box.tsx';
import { useText } from '../../i18n/i18n.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { Attachments } from './attachments.tsx';
import { ContactList } from './contact-list.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { CustomerHead } from './customer-head.tsx';
import { Collaborators, Tags } from './people.tsx';
import { Places } from './places.tsx';
import { StageHistory } from './stage-history.tsx';
import { Timeline } from './timeline.tsx';
import { useCustomerPage } from './use-customer-page.ts';

/** Everything about a customer on one page. */
export function CustomerPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useCustomerPage(id);
  const ids = useRecordTrail((trail) => trail.ids);
  const { previous, next } = neighbours(ids, id);
  useTab(`/customers/${id}`, found.data?.customer.name);
  const { replaceNext, close } = useOpenTabs.getState();
  const gone = found.error instanceof ApiError && !found.data;
  // Its tab would go on telling the name.
  useEffect(() => {
    if (gone) close(`/customers/${id}`);
  }, [gone, close, id]);
  const go = (to: number | null) =>
    to === null
      ? null
      : () => {
          replaceNext(`/customers/${id}`);
          void navigate({ to: '/customers/$id', params: { id: String(to) }, replace: true });
        };
  useShortcut({ key: 'arrowdown', alt: true }, go(next));
  useShortcut({ key: 'arrowup', alt: true }, go(previous));
  useShortcut({ key: 'j' }, go(next));
  useShortcut({ key: 'k' }, go(previous));

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
        <Skeleton active paragraph={{ rows: 10 }} />
      </div>
    );
  }
  const { customer, addresses, titles, files, stages } = found.data;
  const { can, archived } = customer;
  const editable = can.update && !archived;
  const masked = customer.pooled && !can.followUp;
  return (
    <div className="page page-scroll">
      <CustomerHead key={`head-${id}`} customer={customer} />
      {masked && (
        <Alert type="info" showIcon style={{ marginBottom: 12 }} title={t('customer.maskedPool')} />
      )}
      <div className="object-columns" key={id}>
        <div>
          <FollowUpBox customerId={id} takesShortcut disabled={!can.followUp || archived} />
          <Timeline customerId={id} />
        </div>
        <div>
          <ContactList customerId={id} editable={editable} />
          <CustomerFacts customer={customer} />
          <StageHistory stages={stages} />
          <Tags customer={customer} />
          <Collaborators customer={customer} />
          <Places customerId={id} addresses={addresses} titles={titles} editable={editable} />
          <Attachments
            customerId={id}
            files={files}
            mayAdd={(can.update || can.followUp) && !archived}
            mayRemove={editable}
          />
        </div>
      </div>
    </div>
  );
}
