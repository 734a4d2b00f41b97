import { api } from '@xinhang/shared/contract/api.ts';
import { houseLocationKinds, type Location } from '@xinhang/shared/product-words.ts';
import { Table } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { LocationDrawer } from './location-drawer.tsx';

/** Places where goods lie; those of the house come last. */
export function LocationsPage() {
  const { t } = useText();
  const found = useEndpoint(api.locations.list, {});
  const mayEdit = useMay('products.update');
  const [editing, setEditing] = useState<Location | 'new' | null>(null);
  useShortcut({ key: 'n', alt: true }, mayEdit ? () => setEditing('new') : null);
  if (!found.data) {
    return (
      <div className="page">
        <Unread found={found} />
      </div>
    );
  }
  const house = (row: Location) => houseLocationKinds.some((kind) => kind === row.kind);
  const rows = found.data.rows.toSorted((a, b) => Number(house(a)) - Number(house(b)));
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <span className="soft">{t('location.why')}</span>
        <span className="spring" />
        <NewButton may={mayEdit} label={t('location.new')} onNew={() => setEditing('new')} />
      </div>
      <Table<Location>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={rows}
        columns={[
          {
            title: t('location.name'),
            width: 240,
            render: (_v, row) => (
              <button
                type="button"
                className="plain-button grid-link"
                disabled={!mayEdit}
                title={mayEdit ? undefined : t('problem.forbidden')}
                onClick={() => setEditing(row)}
              >
                {row.name}
              </button>
            ),
          },
          {
            title: t('location.kind'),
            width: 140,
            render: (_v, row) => t(`location.kind.${row.kind}`),
          },
          { title: t('location.holder'), width: 160, render: (_v, row) => row.holder?.name ?? '' },
          {
            title: t('location.sellable'),
            width: 100,
            render: (_v, row) => t(row.sellable ? 'common.yes' : 'common.no'),
          },
          { title: t('location.address'), render: (_v, row) => row.address },
          {
            title: t('product.state'),
            width: 90,
            render: (_v, row) =>
              row.active ? t('product.on') : <span className="soft">{t('product.off')}</span>,
          },
        ]}
      />
      <LocationDrawer
        key={editing === null ? 'none' : editing === 'new' ? 'new' : editing.id}
        location={editing === 'new' ? null : editing}
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
    </div>
  );
}
