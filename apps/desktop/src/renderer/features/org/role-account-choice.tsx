import { api } from '@xinhang/shared/contract/api.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { Segmented, Select } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { accountsIn, accountsOfRole, narrowAccounts, speaksOfMoney } from './role-accounts.ts';
import type { RoleDraft } from './role-draft.ts';

/** Names of accounts of money, for whoever makes roles. */
export function useAccountNames() {
  const found = useEndpoint(api.cashAccounts.list, { query: { names: true } });
  const rows = found.data?.rows ?? [];
  const nameOf = (id: number) => rows.find((row) => row.id === id)?.name ?? '…';
  return { rows, nameOf };
}

interface Props {
  draft: RoleDraft;
  onChange: (draft: RoleDraft) => void;
}

/** All accounts of money, or some of them, for everything of a role that speaks of money. */
export function RoleAccountChoice({ draft, onChange }: Props) {
  const { t } = useText();
  const { rows } = useAccountNames();
  if (!speaksOfMoney(draft)) return null;
  const ids = accountsOfRole(draft);
  return (
    <>
      <span className="soft">{t('role.accounts')}</span>
      <span className="line">
        <Segmented<'all' | 'some'>
          size="small"
          aria-label={t('role.accounts')}
          value={ids === null ? 'all' : 'some'}
          options={(['all', 'some'] as const).map((value) => ({
            value,
            label: t(`role.accounts.${value}`),
          }))}
          onChange={(value) => onChange(narrowAccounts(draft, value === 'all' ? null : []))}
        />
        {ids !== null && (
          <Select<number[]>
            mode="multiple"
            size="small"
            style={{ minWidth: 260, maxWidth: 560 }}
            aria-label={t('role.accountsChosen')}
            placeholder={t('role.accountsChosen')}
            status={ids.length === 0 ? 'error' : ''}
            showSearch={{ optionFilterProp: 'label' }}
            options={rows.map((row) => ({ value: row.id, label: row.name }))}
            value={ids}
            onChange={(chosen) => onChange(narrowAccounts(draft, chosen))}
          />
        )}
        <span className="soft role-why">{t('role.accountsWhy')}</span>
      </span>
    </>
  );
}

/** In the row of a permission: which accounts it is narrowed to. */
export function AccountsOfPermission({
  draft,
  permission,
}: {
  draft: RoleDraft;
  permission: Permission;
}) {
  const { t } = useText();
  const { nameOf } = useAccountNames();
  const ids = accountsIn(draft.grants, permission);
  if (ids === null) return null;
  return (
    <span className="matrix-why">
      {t('role.onlyAccounts', { list: ids.map(nameOf).join(comma()) || t('scope.none') })}
    </span>
  );
}
