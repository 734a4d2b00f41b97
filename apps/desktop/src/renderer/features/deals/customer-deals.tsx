import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { money, useDealWords } from './deal-words.ts';
import { NewButton, NewDeal } from './new-deal.tsx';

/** So many stand on the page of a customer; the others are in the list. */
const SHOWN = 5;

interface Props {
  customer: NameRef;
  /** Nothing new begins with a customer in the archive or in the pool. */
  mayAdd: boolean;
}

/** Open deals of a customer, on its page; nothing for whoever may see no deals. */
export function CustomerDeals({ customer, mayAdd }: Props) {
  return useMay('deals.read') ? <Block customer={customer} mayAdd={mayAdd} /> : null;
}

function Block({ customer, mayAdd }: Props) {
  const { t } = useText();
  const dates = useDates();
  const words = useDealWords();
  const follow = useRecordTrail((trail) => trail.follow);
  const [adding, setAdding] = useState(false);
  const found = useEndpoint(api.deals.list, {
    query: { customerId: customer.id, state: ['open'], limit: SHOWN, count: true },
  });
  return (
    <Section
      title={t('deal.title')}
      extra={mayAdd && <NewButton plain onClick={() => setAdding(true)} />}
    >
      <Loaded found={found} waiting={null}>
        {({ rows, count }) =>
          rows.length === 0 ? (
            <span className="soft">{t('deal.noneOpen')}</span>
          ) : (
            <>
              <ul className="deal-people">
                {rows.map((row) => (
                  <li key={row.id}>
                    <div className="card-pair">
                      <Link
                        to="/deals/$id"
                        params={{ id: String(row.id) }}
                        onClick={() => follow(rows.map((one) => one.id))}
                      >
                        {row.name}
                      </Link>
                      <span>{money(row.amountFen)}</span>
                    </div>
                    <div className="card-pair soft">
                      <span>{words.stage(row.stage.name)}</span>
                      <span className={dates.overdue(row.expectedOn) ? 'danger' : ''}>
                        {dates.day(row.expectedOn)}
                      </span>
                    </div>
                  </li>
                ))}
              </ul>
              <Link
                to="/deals"
                search={{
                  customerId: customer.id,
                  view: 'all',
                  state: ['open', 'won', 'lost', 'void'],
                }}
              >
                {t('deal.allOfCustomer', { n: count ?? rows.length })}
              </Link>
            </>
          )
        }
      </Loaded>
      <NewDeal open={adding} customer={customer} onClose={() => setAdding(false)} />
    </Section>
  );
}
