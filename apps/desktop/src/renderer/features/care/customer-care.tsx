import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded, together } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { CareEntry } from './care-entry.tsx';
import { GiftDrawer } from './gift-drawer.tsx';
import { GiftEntry } from './gift-list.tsx';
import { PromiseDrawer } from './promise-drawer.tsx';
import { PromiseEntry } from './promise-list.tsx';

/** So many of each stand on the page of a customer. */
const SHOWN = 3;

interface Props {
  customer: NameRef;
  /** Nothing new begins with a customer in the archive or in the pool. */
  mayAdd: boolean;
}

/** Care that is due, open promises and the last gifts; nothing for whoever reads no follow-ups. */
export function CustomerCare(props: Props) {
  return useMay('followUps.read') ? <Block {...props} /> : null;
}

function Block({ customer, mayAdd }: Props) {
  const { t } = useText();
  const may = useMay('followUps.create') && mayAdd;
  const [adding, setAdding] = useState<'gift' | 'promise' | null>(null);
  const of = { customerId: customer.id, limit: SHOWN };
  const care = useEndpoint(api.careItems.list, { query: of });
  const promises = useEndpoint(api.promises.list, { query: { ...of, state: ['open'] } });
  const gifts = useEndpoint(api.gifts.list, { query: of });
  return (
    <Section
      title={t('menu.care')}
      extra={
        may && (
          <>
            <Button size="small" onClick={() => setAdding('promise')}>
              {t('promise.new')}
            </Button>
            <Button size="small" onClick={() => setAdding('gift')}>
              {t('gift.new')}
            </Button>
          </>
        )
      }
    >
      <Loaded found={together(care, promises, gifts)} waiting={null}>
        {([due, open, given]) =>
          due.rows.length + open.rows.length + given.rows.length === 0 ? (
            <span className="soft">{t('care.noneOfCustomer')}</span>
          ) : (
            <>
              {due.rows.map((row) => (
                <CareEntry key={`c${row.id}`} item={row} />
              ))}
              {open.rows.map((row) => (
                <PromiseEntry key={`p${row.id}`} promise={row} ofCustomer />
              ))}
              {given.rows.map((row) => (
                <GiftEntry key={`g${row.id}`} gift={row} ofCustomer />
              ))}
            </>
          )
        }
      </Loaded>
      <GiftDrawer
        open={adding === 'gift'}
        customerId={customer.id}
        onClose={() => setAdding(null)}
      />
      <PromiseDrawer
        open={adding === 'promise'}
        customerId={customer.id}
        onClose={() => setAdding(null)}
      />
    </Section>
  );
}
