import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { unitedShape } from '@xinhang/shared/sales-models.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { useOpenTabs } from '../../app/open-tabs.ts';
import { neighbours, useRecordTrail } from '../../app/record-trail.ts';
import { FollowUpBox } from '../../form/follow-up-box.tsx';
import { Thread } from '../../form/thread.tsx';
import { useText } from '../../i18n/i18n.ts';
import { RecordColumns, RecordPage } from '../../ui/record-page.tsx';
import { ContactList } from './contact-list.tsx';
import { CustomerFiles } from './customer-files.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { CustomerHead } from './customer-head.tsx';
import { Group } from './group.tsx';
import { Collaborators, Tags } from './people.tsx';
import { Places } from './places.tsx';
import { PooledNote } from './pool-actions.tsx';
import { PoolStanding } from './pool-standing.tsx';
import { StageHistory } from './stage-history.tsx';
import { Timeline } from './timeline.tsx';
import { useCustomerPage, type CustomerPageData } from './use-customer-page.ts';

interface Props {
  id: number;
  /** Its open deals, which are no part of it: a block of their own, and whether one may be added. */
  deals: (customer: NameRef, mayAdd: boolean) => ReactNode;
}

/** Everything about a customer on one page. */
export function CustomerPage({ id, deals }: Props) {
  const navigate = useNavigate();
  const found = useCustomerPage(id);
  const ids = useRecordTrail((trail) => trail.ids);
  const { previous, next } = neighbours(ids, id);
  const path = `/customers/${id}`;
  const go = (to: number | null) =>
    to === null
      ? null
      : () => {
          useOpenTabs.getState().replaceNext(path);
          void navigate({ to: '/customers/$id', params: { id: String(to) }, replace: true });
        };
  return (
    <RecordPage
      found={found}
      tab={{ path, title: (page) => page.customer.name }}
      previous={go(previous)}
      next={go(next)}
    >
      {(page) => <Content key={id} page={page} deals={deals} />}
    </RecordPage>
  );
}

function Content({ page, deals }: { page: CustomerPageData; deals: Props['deals'] }) {
  const { customer, addresses, titles, files, stages, below } = page;
  const { id, can, archived } = customer;
  const editable = can.update && !archived;
  // Nobody sees or changes contact data until somebody owns the customer.
  const ofContacts = editable && !customer.pooled;
  const { dealsFirst } = unitedShape(customer.models);
  const ownDeals = deals({ id, name: customer.name }, !archived && !customer.pooled);
  return (
    <>
      <CustomerHead customer={customer} />
      {customer.mergedInto && <Merged into={customer.mergedInto} />}
      {customer.pooled && <PooledNote customer={customer} />}
      <RecordColumns
        main={
          <>
            <FollowUpBox customerId={id} takesShortcut disabled={!can.followUp || archived} />
            <Timeline customerId={id} />
          </>
        }
        side={
          <>
            {dealsFirst && ownDeals}
            <ContactList customerId={id} editable={ofContacts} masked={customer.pooled} />
            {!dealsFirst && ownDeals}
            {!customer.pooled && !archived && <PoolStanding customer={customer} />}
            {!customer.pooled && <Thread kind="customer" id={id} />}
            <CustomerFacts customer={customer} />
            <StageHistory stages={stages} />
            <Group customer={customer} below={below} />
            <Tags customer={customer} />
            <Collaborators customer={customer} />
            {!customer.pooled && (
              <Places customerId={id} addresses={addresses} titles={titles} editable={editable} />
            )}
            <CustomerFiles
              customerId={id}
              files={files}
              mayAdd={(can.update || can.followUp) && !archived}
              mayRemove={editable}
            />
          </>
        }
      />
    </>
  );
}

/** Where to go on: this entry is part of another customer. */
function Merged({ into }: { into: NameRef }) {
  const { t } = useText();
  const { id, name } = into;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 12 }}
      title={name ? t('merge.into', { name }) : t('merge.intoHidden')}
      action={
        name && (
          <Link to="/customers/$id" params={{ id: String(id) }}>
            {t('merge.open')}
          </Link>
        )
      }
    />
  );
}
