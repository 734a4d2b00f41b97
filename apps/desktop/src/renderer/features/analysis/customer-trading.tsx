import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Link } from '@tanstack/react-router';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Section } from '../../ui/section.tsx';
import { money, percent } from './figures.ts';

/** This year with a customer, on its page; nothing for whoever may not see its deliveries. */
export function CustomerTrading({ customer }: { customer: NameRef }) {
  const { data } = useEndpoint(api.customers.get, { params: { id: customer.id } });
  return data?.can.trading ? <Block customer={customer} /> : null;
}

function Block({ customer }: { customer: NameRef }) {
  const { t } = useText();
  const found = useEndpoint(api.tradingHistory.ofCustomer, {
    params: { id: customer.id },
    query: { span: 'year' },
  });
  if (!found.data) return null;
  const { rows, lastOrder, moneyHidden } = found.data;
  const [year] = rows;
  if (!year) return null;
  return (
    <Section
      title={t('trading.title')}
      extra={
        <Link
          to="/customers/$id/trading"
          params={{ id: String(customer.id) }}
          search={{ span: 'month' }}
        >
          {t('trading.open')}
        </Link>
      }
    >
      <FactList
        facts={[
          [t('trading.thisYear'), money(year.netFen)],
          [t('analysis.margin'), money(year.marginFen)],
          [
            t('trading.returned'),
            year.returnBp ? `${money(year.returnedFen)} (${percent(year.returnBp)})` : '',
          ],
          [t('trading.onTime'), percent(year.onTimeBp)],
          [
            t('trading.payDays'),
            moneyHidden || year.payDays === null ? '' : t('finance.days', { n: year.payDays }),
          ],
          [t('trading.lastOrder'), lastOrder ? lastOrder.date : ''],
        ]}
      />
    </Section>
  );
}
