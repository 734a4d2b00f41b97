import { api } from '@xinhang/shared/contract/api.ts';
import { supplierSorts, type SupplierRow } from '@xinhang/shared/suppliers.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay, useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { SaveView, ViewTabs } from '../../table/saved-views.tsx';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { useSupplierColumns } from './supplier-columns.tsx';
import { SupplierDrawer } from './supplier-drawer.tsx';
import { SupplierExport } from './supplier-export.tsx';
import { filterCount, supplierSearch, type SupplierSearch } from './supplier-search.ts';

const PAGE_SIZE = 100;
const PAGE = 'suppliers';

/** Every supplier, those in use unless asked otherwise. */
export function SupplierList({ search: { new: creating, ...search } }: { search: SupplierSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const me = useMe();
  const columns = useSupplierColumns();
  const follow = useRecordTrail((trail) => trail.follow);
  const mayEdit = useMay('suppliers.update');
  const [exporting, setExporting] = useState(false);
  const { off, mine, q } = search;
  const filter = { q, active: !off, buyerId: mine ? me.user.id : undefined };
  const query = {
    ...filter,
    sort: search.sort ?? ('name' as const),
    dir: search.dir ?? ('asc' as const),
    limit: PAGE_SIZE,
  };
  const filters = filterCount(search);
  const show = (next: SupplierSearch) => void navigate({ to: '/suppliers', search: next });
  const change = (part: Partial<SupplierSearch>) => show({ ...search, ...part });
  const create = () => change({ new: true });
  useShortcut({ key: 'n', alt: true }, mayEdit ? create : null);
  const newButton = <NewButton may={mayEdit} label={t('supplier.new')} onNew={create} />;
  const open = (id: number) => void navigate({ to: '/suppliers/$id', params: { id: String(id) } });

  return (
    <>
      <ListPage<SupplierRow>
        label={t('menu.suppliers')}
        page={PAGE}
        queryKey={keyOf(api.suppliers.list, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.suppliers.list, {
            query: { ...query, ...(cursor ? { cursor } : { count: true }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row, rows) => {
          follow(rows.map((one) => one.id));
          open(row.id);
        }}
        sort={{ key: query.sort, dir: query.dir }}
        onSort={({ key, dir }) => change({ sort: supplierSorts.find((one) => one === key), dir })}
        bar={
          <>
            <FindBox
              q={q}
              placeholder={t('supplier.find')}
              width={320}
              onFind={(text) => change({ q: text })}
            />
            <Checkbox
              checked={mine === true}
              onChange={(event) => change({ mine: event.target.checked || undefined })}
            >
              {t('supplier.mineOnly')}
            </Checkbox>
            <Checkbox
              checked={off === true}
              onChange={(event) => change({ off: event.target.checked || undefined })}
            >
              {t('supplier.offOnly')}
            </Checkbox>
            {filters > 0 && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
            <SaveView page={PAGE} state={search} />
            <span className="spring" />
            <Button onClick={() => setExporting(true)}>{t('supplier.export')}</Button>
            {newButton}
          </>
        }
        views={
          <ViewTabs
            page={PAGE}
            state={search}
            onApply={(state) => show(supplierSearch.parse(state))}
          />
        }
        empty={
          <div className="stack">
            <span>{t(filters > 0 ? 'supplier.emptyFiltered' : 'supplier.empty')}</span>
            <div>
              {filters > 0 ? (
                <Button onClick={() => show({})}>{t('common.clear')}</Button>
              ) : (
                newButton
              )}
            </div>
          </div>
        }
      />
      <SupplierDrawer
        supplier={null}
        open={creating === true && mayEdit}
        onClose={() => show(search)}
        onMade={({ id }) => open(id)}
      />
      <SupplierExport open={exporting} filter={filter} onClose={() => setExporting(false)} />
    </>
  );
}
