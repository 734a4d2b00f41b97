import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Link } from '@tanstack/react-router';
import { useLimitWords } from '../../form/limit-words.ts';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Section } from '../../ui/section.tsx';
import { money, moneyOrNone } from './money.ts';

/** What a customer owes, on its page; nothing for whoever may not see that. */
export function CustomerReceivables({ customer }: { customer: NameRef }) {
  const { data } = useEndpoint(api.customers.get, { params: { id: customer.id } });
  return data?.can.receivables ? <Block customer={customer} /> : null;
}

function Block({ customer }: { customer: NameRef }) {
  const { t } = useText();
  const limitWords = useLimitWords('');
  const found = useEndpoint(api.receivables.ofCustomer, {
    params: { id: customer.id },
    query: {},
  });
  if (!found.data) return null;
  const { standing } = found.data;
  const days = standing.overdueDays;
  return (
    <Section
      title={t('menu.receivables')}
      extra={
        <Link to="/receivables/$id" params={{ id: String(customer.id) }} search={{}}>
          {t('finance.account')}
        </Link>
      }
    >
      <FactList
        facts={[
          [t('finance.balance'), money(standing.balanceFen)],
          [
            t('finance.overdue'),
            days === 0 ? '' : `${money(standing.overdueFen)} (${t('finance.days', { n: days })})`,
          ],
          [t('finance.advance'), moneyOrNone(standing.advanceFen)],
          [
            t('finance.limit'),
            standing.limitHidden || standing.limitFen === null ? '' : limitWords(standing),
          ],
        ]}
      />
    </Section>
  );
}
