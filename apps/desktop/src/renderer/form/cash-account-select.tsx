import { api } from '@xinhang/shared/contract/api.ts';
import { Select } from 'antd';
import { useEffect } from 'react';
import { useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { onlyWords } from '../ui/only-words.ts';

interface Props {
  label?: string;
  value?: number | null;
  onChange?: (id: number) => void;
  /** Not offered: the other end of a transfer. */
  except?: number | null;
  /** The only account there is is taken by itself. */
  eager?: boolean;
  /** Those as well on which the person sees nothing: money may be given into them. */
  any?: boolean;
}

/** One of the accounts in use. */
export function CashAccountSelect({
  label,
  value = null,
  onChange,
  except,
  eager = true,
  any = false,
}: Props) {
  const { t } = useText();
  const found = useEndpoint(api.cashAccounts.list, { query: { names: any } });
  const rows = (found.data?.rows ?? []).filter(
    (row) => row.id !== except && (row.active || row.id === value),
  );
  const only = eager && rows.length > 0 ? rows[0]!.id : null;
  useEffect(() => {
    if (value === null && only !== null) onChange?.(only);
    // oxlint-disable-next-line react/exhaustive-deps -- once the accounts are there
  }, [only]);
  return (
    <Select<number | null>
      {...onlyWords}
      style={{ minWidth: 150, width: '100%' }}
      aria-label={label ?? t('finance.cashAccount')}
      value={value}
      loading={found.isFetching}
      options={rows.map((row) => ({ value: row.id, label: row.name }))}
      notFoundContent={t('finance.noCashAccounts')}
      onChange={(id) => id !== null && onChange?.(id)}
    />
  );
}
