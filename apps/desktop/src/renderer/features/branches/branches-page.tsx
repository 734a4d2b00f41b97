import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { BranchDialog } from './branch-dialog.tsx';
import { BranchTable } from './branch-table.tsx';
import { OfficeEnd } from './office-end.tsx';

/** Which branches reach the office through the tunnel, a new one, and what the office's end needs. */
export function BranchesPage() {
  const { t } = useText();
  const found = useEndpoint(api.branches.list, {}, { staleMs: 0 });
  const [adding, setAdding] = useState(false);
  const office = found.data?.office;
  const unset = office?.endpoint === '';
  return (
    <div className="page stack">
      <h1 className="visually-hidden">{t('menu.branches')}</h1>
      <p className="soft own-why">{t('branch.why')}</p>
      {unset && <Alert type="info" showIcon title={t('branch.unset')} />}
      {office && !unset && !office.listens && (
        <Alert type="warning" showIcon title={t('branch.deaf', { address: office.address })} />
      )}
      <div className="line">
        <Button type="primary" disabled={!office || unset} onClick={() => setAdding(true)}>
          {t('branch.add')}
        </Button>
      </div>
      {found.error ? (
        <LoadError error={found.error} retry={() => void found.refetch()} />
      ) : (
        <BranchTable rows={found.data?.rows ?? []} loading={found.isPending} />
      )}
      {found.data && !unset && <OfficeEnd office={found.data.office} hints={found.data.hints} />}
      <BranchDialog open={adding} url={office?.url ?? null} onClose={() => setAdding(false)} />
    </div>
  );
}
