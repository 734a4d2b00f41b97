import { api } from '@xinhang/shared/contract/api.ts';
import { customerSorts, type CustomerRow } from '@xinhang/shared/customers.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { JobDialog } from '../../form/job-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { ListPage } from '../../table/list-page.tsx';
import { SavedViews } from '../../table/saved-views.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { BulkActions } from './bulk-actions.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { useCustomerColumns } from './list-columns.tsx';
import { ListFilters } from './list-filters.tsx';
import { customerListSearch, filterCount, tidy, type CustomerListSearch } from './list-search.ts';
import { NewCustomer } from './new-customer.tsx';

const PAGE_SIZE = 100;

export function CustomerList({ search }: { search: CustomerListSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const columns = useCustomerColumns();
  const follow = useRecordTrail((trail) => trail.follow);
  const mayCreate = useMay('customers.create');
  const mayPool = useMay('pool.read');
  const mayExport = useMay('customers.export');
  const [creating, setCreating] = useState(false);
  const [exporting, setExporting] = useState<readonly number[] | null>(null);
  const [job, setJob] = useState<{ id: number; title: string } | null>(null);
  const query = { view: 'mine' as const, ...search, count: true, limit: PAGE_SIZE };
  const filters = filterCount(search);
  const sort = { key: search.sort ?? 'lastFollowAt', dir: search.dir ?? ('desc' as const) };

  const show = (next: CustomerListSearch) =>
    void navigate({ to: '/customers', search: tidy(next) });
  const change = (part: Partial<CustomerListSearch>) => show({ ...search, ...part });
  useShortcut({ key: 'n', alt: true }, mayCreate ? () => setCreating(true) : null);

  const newButton = (
    <Button
      type="primary"
      disabled={!mayCreate}
      title={mayCreate ? undefined : t('problem.forbidden')}
      aria-keyshortcuts="Alt+N"
      onClick={() => setCreating(true)}
    >
      {t('customer.new')}
    </Button>
  );
  const empty =
    filters > 0 ? (
      <div className="stack">
        <span>{t('customer.emptyFiltered')}</span>
        <div>
          <Button onClick={() => show({ view: search.view })}>{t('common.clear')}</Button>
        </div>
      </div>
    ) : (
      <div className="stack">
        <span>{t(query.view === 'pool' ? 'customer.emptyPool' : 'customer.empty')}</span>
        {query.view === 'mine' && (
          <div className="line" style={{ justifyContent: 'center' }}>
            {newButton}
            <Button onClick={() => change({ view: 'team' })}>{t('customer.seeTeam')}</Button>
          </div>
        )}
      </div>
    );

  return (
    <>
      <ListPage<CustomerRow>
        label={t('menu.customerList')}
        page="customers"
        queryKey={keyOf(api.customers.list, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.customers.list, {
            // The count is asked for once, with the first page.
            query: { ...query, count: cursor === undefined, ...(cursor && { cursor }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row, rows) => {
          follow(rows.map((one) => one.id));
          void navigate({ to: '/customers/$id', params: { id: String(row.id) } });
        }}
        sort={sort}
        onSort={({ key, dir }) => change({ sort: customerSorts.find((one) => one === key), dir })}
        bulk={(ids) => (
          <>
            <BulkActions
              ids={ids}
              archived={search.archived === true}
              onStarted={(id) => setJob({ id, title: t('list.bulk') })}
            />
            <Button disabled={!mayExport} onClick={() => setExporting(ids)}>
              {t('customer.export')}
            </Button>
          </>
        )}
        bar={
          <>
            <Segmented<'mine' | 'team' | 'pool'>
              aria-label={t('customer.whose')}
              value={query.view}
              options={[
                { value: 'mine', label: t('customer.view.mine') },
                { value: 'team', label: t('customer.view.team') },
                ...(mayPool ? [{ value: 'pool' as const, label: t('customer.view.pool') }] : []),
              ]}
              onChange={(view) => change({ view })}
            />
            <ListFilters search={search} onChange={change} />
            {filters > 0 && (
              <Button type="link" onClick={() => show({ view: search.view })}>
                {t('common.clear')}
              </Button>
            )}
            <SavedViews
              page="customers"
              state={search}
              onApply={(state) => show(customerListSearch.parse(state))}
            />
            <span className="spring" />
            <Button
              disabled={!mayExport}
              title={mayExport ? undefined : t('problem.forbidden')}
              onClick={() => setExporting([])}
            >
              {t('customer.export')}
            </Button>
            {newButton}
          </>
        }
        empty={empty}
      />
      <NewCustomer open={creating} onClose={() => setCreating(false)} />
      <ExportDialog
        open={exporting !== null}
        ids={exporting ?? []}
        search={search}
        onClose={() => setExporting(null)}
        onStarted={(id) => setJob({ id, title: t('customer.export') })}
      />
      <JobDialog jobId={job?.id ?? null} title={job?.title ?? ''} onClose={() => setJob(null)} />
    </>
  );
}
