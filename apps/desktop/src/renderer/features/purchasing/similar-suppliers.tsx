import { api } from '@xinhang/shared/contract/api.ts';
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDebounced } from '../../ui/use-debounced.ts';

const WAIT_MS = 300;

interface Props {
  name: string;
  taxNo: string;
  phone: string;
  /** The one that is being changed. */
  except: number | undefined;
}

/** While a supplier is typed: those that may be the same one. */
export function SimilarSuppliers({ name, taxNo, phone, except }: Props) {
  const { t } = useText();
  const asked = useDebounced(JSON.stringify({ name, taxNo, phone }), WAIT_MS);
  const query = { ...(JSON.parse(asked) as { name: string; taxNo: string; phone: string }) };
  const some = query.name !== '' || query.taxNo !== '' || query.phone !== '';
  const { data } = useEndpoint(
    api.suppliers.check,
    { query: { ...query, ...(except !== undefined && { except }) } },
    { enabled: some, keep: true },
  );
  if (!some || !data || data.rows.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title={t('supplier.similar')}
      description={data.rows.map((row) => (
        <div key={row.id}>
          <Link to="/suppliers/$id" params={{ id: String(row.id) }}>
            {row.name}
          </Link>{' '}
          <span className="soft">
            {t(`supplier.by.${row.by}`)}
            {!row.active && ` · ${t('supplier.off')}`}
          </span>
        </div>
      ))}
    />
  );
}
