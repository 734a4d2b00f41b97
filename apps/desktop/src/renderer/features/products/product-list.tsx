import { api } from '@xinhang/shared/contract/api.ts';
import { productKinds, productSorts, type ProductRow } from '@xinhang/shared/products.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Select } from 'antd';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { SaveView, ViewTabs } from '../../table/saved-views.tsx';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { CategorySelect } from '../../form/product-category-select.tsx';
import { ProductDrawer } from './product-drawer.tsx';
import { ProductExport } from './product-export.tsx';
import { useProductColumns } from './product-columns.tsx';
import { filterCount, productSearch, tidy, type ProductSearch } from './product-search.ts';
import { WordsButton } from './words-drawer.tsx';

const PAGE_SIZE = 100;
const PAGE = 'products';

/** Every product, those in use unless asked otherwise. */
export function ProductList({ search: { new: creating, ...search } }: { search: ProductSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const columns = useProductColumns();
  const follow = useRecordTrail((trail) => trail.follow);
  const mayEdit = useMay('products.update');
  const { off, ...asked } = search;
  const query = {
    ...asked,
    active: !off,
    sort: search.sort ?? ('code' as const),
    dir: search.dir ?? ('asc' as const),
    limit: PAGE_SIZE,
  };
  const filters = filterCount(search);
  const show = (next: ProductSearch) => void navigate({ to: '/products', search: tidy(next) });
  const change = (part: Partial<ProductSearch>) => show({ ...search, ...part });
  const create = () => show({ ...search, new: true });
  useShortcut({ key: 'n', alt: true }, mayEdit ? create : null);
  const newButton = <NewButton may={mayEdit} label={t('product.new')} onNew={create} />;

  return (
    <>
      <ListPage<ProductRow>
        label={t('menu.products')}
        page={PAGE}
        queryKey={keyOf(api.products.list, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.products.list, {
            query: { ...query, ...(cursor ? { cursor } : { count: true }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row, rows) => {
          follow(rows.map((one) => one.id));
          void navigate({ to: '/products/$id', params: { id: String(row.id) } });
        }}
        sort={{ key: query.sort, dir: query.dir }}
        onSort={({ key, dir }) => change({ sort: productSorts.find((one) => one === key), dir })}
        bar={
          <>
            <FindBox
              q={search.q}
              placeholder={t('product.find')}
              width={260}
              onFind={(q) => change({ q })}
            />
            <CategorySelect
              style={{ width: 180 }}
              value={search.categoryId ?? null}
              onChange={(categoryId) => change({ categoryId: categoryId ?? undefined })}
            />
            <Select<(typeof productKinds)[number] | null>
              allowClear
              style={{ width: 110 }}
              aria-label={t('product.kind')}
              placeholder={t('product.kind')}
              value={search.kind?.[0] ?? null}
              options={productKinds.map((value) => ({ value, label: t(`product.kind.${value}`) }))}
              onChange={(kind) => change({ kind: kind ? [kind] : undefined })}
            />
            <Checkbox
              checked={off === true}
              onChange={(event) => change({ off: event.target.checked || undefined })}
            >
              {t('product.offOnly')}
            </Checkbox>
            {filters > 0 && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
            <SaveView page={PAGE} state={search} />
            <span className="spring" />
            <ProductExport filter={{ ...asked, active: !off }} />
            {mayEdit && (
              <Button
                onClick={() => void navigate({ to: '/imports', search: { kind: 'products' } })}
              >
                {t('product.import')}
              </Button>
            )}
            {mayEdit && <WordsButton />}
            {newButton}
          </>
        }
        views={
          <ViewTabs
            page={PAGE}
            state={search}
            onApply={(state) => show(productSearch.parse(state))}
          />
        }
        empty={
          <div className="stack">
            <span>{t(filters > 0 ? 'product.emptyFiltered' : 'product.empty')}</span>
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
      <ProductDrawer
        product={null}
        open={creating === true && mayEdit}
        onClose={() => show(search)}
        onMade={({ id }) => void navigate({ to: '/products/$id', params: { id: String(id) } })}
      />
    </>
  );
}
