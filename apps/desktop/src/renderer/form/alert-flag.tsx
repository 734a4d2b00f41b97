import { api } from '@xinhang/shared/contract/api.ts';
import { Link } from '@tanstack/react-router';
import { useEndpoint } from '../app/query.ts';
import { useAlertWords } from '../ui/alert-words.ts';
import { useText } from '../i18n/i18n.ts';

/** Open alerts about a customer or a deal, on the head of its page. */
export function AlertFlag({ of, id }: { of: 'customer' | 'deal'; id: number }) {
  const { t } = useText();
  const says = useAlertWords();
  const about = of === 'customer' ? { customerId: id } : { dealId: id };
  const found = useEndpoint(api.alerts.list, { query: { whose: 'all', limit: 5, ...about } });
  return found.data?.rows.map((row) => (
    <Link
      key={row.id}
      to="/alerts"
      search={row.mine ? {} : { whose: 'all' }}
      className="danger"
      title={row.chain.map(({ person }) => person.name).join(' → ')}
    >
      {t('alert.flag', { text: says(row) })}
    </Link>
  ));
}
