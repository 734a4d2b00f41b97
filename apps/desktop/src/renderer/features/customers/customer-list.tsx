import { api } from '@xinhang/shared/contract/api.ts';
import { customerSorts, type CustomerRow } from '@xinhang/shared/customers.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { reachesAll, useMay, useMe } from '../../app/session.ts';
import { useSides } from '../../app/sides.ts';
import { JobDialog } from '../../form/job-dialog.tsx';
import { SideChoice } from '../../form/side-choice.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useColumnLayout } from '../../table/column-layout.ts';
import { ListPage } from '../../table/list-page.tsx';
import { SaveView, ViewTabs } from '../../table/saved-views.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { ClaimMany } from './claim-many.tsx';
import { BulkActions } from './bulk-actions.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { OWN, useCustomerColumns } from './list-columns.tsx';
import { ListFilters } from './list-filters.tsx';
import { customerListSearch, filterCount, tidy, type CustomerListSearch } from './list-search.ts';
import { NewCustomer } from './new-customer.tsx';

const PAGE_SIZE = 100;

interface Props {
  search: CustomerListSearch;
  /** The public pool, which has a page of its own. */
  pool?: boolean;
}

export function CustomerList({ search: { new: creating, ...search }, pool = false }: Props) {
  const { t } = useText();
  const me = useMe();
  const navigate = useNavigate();
  const all = useCustomerColumns();
  // Nobody owns what lies in the pool.
  const columns = useMemo(
    () => (pool ? all.filter((column) => column.key !== 'owner') : all),
    [pool, all],
  );
  const follow = useRecordTrail((trail) => trail.follow);
  const mayCreate = useMay('customers.create');
  // An export reaches what one's own permission does: of the pool all or nothing.
  const mayExportOwn = useMay('customers.export');
  const mayExport = pool ? reachesAll(me, 'customers.export') : mayExportOwn;
  const mayImport = useMay('customers.import');
  const mayClaim = useMay('pool.read');
  const [exporting, setExporting] = useState<readonly number[] | null>(null);
  const [job, setJob] = useState<{ id: number; title: string } | null>(null);
  const { first } = useSides('customers.read');
  // Who registered them may have given them away since: all that one sees.
  const anyView = search.registeredById !== undefined;
  const asked = search.view === 'all' && anyView ? undefined : search.view;
  const view = pool ? ('pool' as const) : (asked ?? (anyView ? undefined : first));
  const page = pool ? 'pool' : 'customers';
  const { shown } = useColumnLayout(page, columns);
  // Rows carry the own fields that are shown, and no others.
  const own = shown.flatMap(({ key }) => (key.startsWith(OWN) ? key.slice(OWN.length) : []));
  const query = {
    ...search,
    view,
    count: true,
    limit: PAGE_SIZE,
    ...(own.length > 0 && { custom: own.toSorted() }),
  };
  const filters = filterCount(search);
  const sort = { key: search.sort ?? 'lastFollowAt', dir: search.dir ?? ('desc' as const) };

  const show = (next: CustomerListSearch) =>
    void navigate({ to: pool ? '/pool' : '/customers', search: tidy(next) });
  const change = (part: Partial<CustomerListSearch>) => show({ ...search, ...part });
  const create = () => show({ ...search, new: true });
  const clear = () => show(search.view ? { view: search.view } : {});
  useShortcut({ key: 'n', alt: true }, mayCreate && !pool ? create : null);

  const newButton = (
    <Button
      type="primary"
      disabled={!mayCreate}
      title={mayCreate ? undefined : t('problem.forbidden')}
      aria-keyshortcuts="Alt+N"
      onClick={create}
    >
      {t('customer.new')}
    </Button>
  );
  const empty =
    filters > 0 ? (
      <div className="stack">
        <span>{t('customer.emptyFiltered')}</span>
        <div>
          <Button onClick={clear}>{t('common.clear')}</Button>
        </div>
      </div>
    ) : (
      <div className="stack">
        <span>{t(pool ? 'customer.emptyPool' : 'customer.empty')}</span>
        {!pool && (
          <div className="line" style={{ justifyContent: 'center' }}>
            {newButton}
            {mayImport && (
              <Button onClick={() => void navigate({ to: '/imports' })}>
                {t('customer.import')}
              </Button>
            )}
          </div>
        )}
      </div>
    );

  return (
    <>
      <ListPage<CustomerRow>
        label={t(pool ? 'menu.pool' : 'menu.customerList')}
        page={page}
        queryKey={keyOf(api.customers.list, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.customers.list, {
            // The count is asked for once, with the first page.
            query: { ...query, count: cursor === undefined, ...(cursor && { cursor }) },
            signal,
          })
        }
        fetchMarks={(cursor, step, signal) => {
          const { limit: _, count: __, custom: ___, ...asked } = query;
          return client.call(api.customers.marks, { query: { ...asked, cursor, step }, signal });
        }}
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row, rows) => {
          follow(rows.map((one) => one.id));
          void navigate({ to: '/customers/$id', params: { id: String(row.id) } });
        }}
        sort={sort}
        onSort={({ key, dir }) => change({ sort: customerSorts.find((one) => one === key), dir })}
        bulk={(ids, rows, drop) => (
          <>
            {pool && mayClaim && <ClaimMany ids={ids} rows={rows} onDone={drop} />}
            <BulkActions
              ids={ids}
              rows={rows}
              archived={search.archived === true}
              pool={pool}
              onStarted={(id) => setJob({ id, title: t('list.bulk') })}
            />
            <Button disabled={!mayExport} onClick={() => setExporting(ids)}>
              {t('customer.export')}
            </Button>
          </>
        )}
        bar={
          <>
            {!pool && (
              <SideChoice
                label={t('customer.whose')}
                reads={['customers.read']}
                words="customer.view"
                all={anyView}
                value={view === undefined || view === 'pool' ? 'all' : view}
                onChange={(side) => change({ view: side })}
              />
            )}
            <ListFilters search={search} onChange={change} />
            {filters > 0 && (
              <Button type="link" onClick={clear}>
                {t('common.clear')}
              </Button>
            )}
            <SaveView page={page} state={search} />
          </>
        }
        actions={
          <>
            <Button
              disabled={!mayExport}
              title={mayExport ? undefined : t('problem.forbidden')}
              onClick={() => setExporting([])}
            >
              {t('customer.export')}
            </Button>
            {!pool && newButton}
          </>
        }
        views={
          <ViewTabs
            page={page}
            state={search}
            onApply={(state) => show(customerListSearch.parse(state))}
          />
        }
        empty={empty}
      />
      <NewCustomer open={creating === true && mayCreate} onClose={() => show(search)} />
      <ExportDialog
        open={exporting !== null}
        ids={exporting ?? []}
        search={{ ...search, view }}
        onClose={() => setExporting(null)}
        onStarted={(id) => setJob({ id, title: t('customer.export') })}
      />
      <JobDialog jobId={job?.id ?? null} title={job?.title ?? ''} onClose={() => setJob(null)} />
    </>
  );
}
