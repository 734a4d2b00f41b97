import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { OrderState } from './order-state.tsx';
import './sales.css';

/** So many stand on the page of a customer; the others are in the list. */
const SHOWN = 5;

interface Props {
  customer: NameRef;
  /** Nothing new begins with a customer in the archive or in the pool. */
  mayAdd: boolean;
}

/** The newest orders of a customer, on its page; nothing for whoever may see no orders. */
export function CustomerOrders({ customer, mayAdd }: Props) {
  return useMay('salesOrders.read') ? <Block customer={customer} mayAdd={mayAdd} /> : null;
}

function Block({ customer, mayAdd }: Props) {
  const { t } = useText();
  const dates = useDates();
  const navigate = useNavigate();
  const mayWrite = useMay('salesOrders.update');
  const follow = useRecordTrail((trail) => trail.follow);
  const found = useEndpoint(api.salesOrders.list, {
    query: { customerId: customer.id, limit: SHOWN, count: true },
  });
  return (
    <Section
      title={t('order.title')}
      extra={
        mayAdd &&
        mayWrite && (
          <Button
            size="small"
            onClick={() =>
              void navigate({ to: '/sales-orders/new', search: { customerId: customer.id } })
            }
          >
            {t('order.new')}
          </Button>
        )
      }
    >
      <Loaded found={found} waiting={null}>
        {({ rows, count }) =>
          rows.length === 0 ? (
            <span className="soft">{t('order.noneOfCustomer')}</span>
          ) : (
            <>
              <ul className="order-rows">
                {rows.map((row) => (
                  <li key={row.id}>
                    <div className="card-pair">
                      <Link
                        to="/sales-orders/$id"
                        params={{ id: String(row.id) }}
                        onClick={() => follow(rows.map((one) => one.id))}
                      >
                        {row.no || t('order.noNo')}
                      </Link>
                      <span>¥{formatFen(fen(row.grossFen))}</span>
                    </div>
                    <div className="card-pair soft">
                      <OrderState state={row.state} />
                      <span>{dates.day(row.businessDate)}</span>
                    </div>
                  </li>
                ))}
              </ul>
              <Link
                to="/sales-orders"
                search={{ customerId: customer.id, customerName: customer.name }}
              >
                {t('order.allOfCustomer', { n: count ?? rows.length })}
              </Link>
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
