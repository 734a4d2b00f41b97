import { api } from '@xinhang/shared/contract/api.ts';
import { houseLocationKinds } from '@xinhang/shared/product-words.ts';
import type { LyingBatch, SerialPiece } from '@xinhang/shared/stock-pieces.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Segmented } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { usePlaceNames } from '../../form/use-place-names.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { PlaceFilter, ProductFilter } from './filters.tsx';
import { StockExport } from './stock-export.tsx';
import { pieceKinds, type PiecesSearch } from './stock-search.ts';
import { shownQty } from './use-line-columns.ts';
import { useProductColumns } from './use-stock-columns.ts';

const PAGE_SIZE = 100;

const numbers = new Map<string, number>();
/** Rows of lists are told apart by a number, and these have none. */
function numberOf(key: string): number {
  const number = numbers.get(key) ?? numbers.size + 1;
  numbers.set(key, number);
  return number;
}

/** Which batches and pieces with numbers lie where; opening one shows how it came and went. */
export function PiecesPage({ search }: { search: PiecesSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { kind = 'batches', productName, q, productId, locationId, gone } = search;
  const [exporting, setExporting] = useState(false);
  const show = (next: PiecesSearch) => void navigate({ to: '/stock-pieces', search: tidy(next) });
  const change = (part: Partial<PiecesSearch>) => show({ ...search, ...part });
  const filter = { q, productId, locationId, ...(kind === 'serials' && gone && { gone }) };
  const filtered = Object.values(filter).some((value) => value !== undefined);
  const bar = (
    <>
      <Segmented
        aria-label={t('menu.stockPieces')}
        value={kind}
        options={pieceKinds.map((value) => ({ value, label: t(`stock.pieces.${value}`) }))}
        onChange={(next) => change({ kind: next, gone: undefined })}
      />
      <FindBox
        q={q}
        placeholder={t('stock.findPiece')}
        width={230}
        onFind={(found) => change({ q: found })}
      />
      <ProductFilter value={{ productId, productName }} onChange={change} />
      <PlaceFilter value={locationId} onChange={(locationId) => change({ locationId })} />
      {kind === 'serials' && (
        <Checkbox
          checked={gone === true}
          onChange={(event) => change({ gone: event.target.checked || undefined })}
        >
          {t('stock.withGone')}
        </Checkbox>
      )}
      {filtered && (
        <Button type="link" onClick={() => show({ kind })}>
          {t('common.clear')}
        </Button>
      )}
      <span className="spring" />
      <Button onClick={() => setExporting(true)}>{t('stock.export')}</Button>
    </>
  );
  const rest = { search, bar, empty: t(filtered ? 'stock.emptyFiltered' : `stock.no.${kind}`) };
  return (
    <>
      {kind === 'batches' ? <Batches {...rest} /> : <Serials {...rest} />}
      <StockExport
        open={exporting}
        what={kind}
        filter={filter}
        onClose={() => setExporting(false)}
      />
    </>
  );
}

interface ListProps {
  search: PiecesSearch;
  bar: ReactNode;
  empty: string;
}

function useHistory() {
  const navigate = useNavigate();
  return (product: { id: number; name: string }, of: { batch: string } | { serial: string }) =>
    void navigate({
      to: '/stock-ledger',
      search: tidy({ productId: product.id, productName: product.name, ...of }),
    });
}

function Batches({ search, bar, empty }: ListProps) {
  const { t, language } = useText();
  const history = useHistory();
  const products = useProductColumns<LyingBatch>();
  const nameOf = usePlaceNames();
  const { q, productId, locationId } = search;
  const query = { q, productId, locationId, limit: PAGE_SIZE };
  const columns = useMemo(
    (): Column<LyingBatch>[] => [
      ...products,
      { key: 'batch', title: t('stock.batch'), width: 150, text: (row) => row.batch },
      { key: 'place', title: t('stock.place'), width: 140, text: (row) => nameOf(row.place) },
      {
        key: 'qty',
        title: t('stock.onHand'),
        width: 110,
        align: 'end',
        text: (row) => shownQty(row.qtyE4, row.product.qtyDecimals),
        value: (row) => row.qtyE4 / 10_000,
      },
      { key: 'cameOn', title: t('stock.cameOn'), width: 110, text: (row) => row.cameOn ?? '' },
      { key: 'movedOn', title: t('stock.movedOn'), width: 110, text: (row) => row.movedOn ?? '' },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language, products, nameOf],
  );
  return (
    <ListPage<LyingBatch>
      label={t('stock.pieces.batches')}
      page="stock-batches"
      queryKey={keyOf(api.stock.batches, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.stock.batches, { query: { ...query, ...(cursor && { cursor }) }, signal })
      }
      columns={columns}
      idOf={(row) => numberOf(`${row.product.id}/${row.place.id}/${row.batch}`)}
      onOpen={({ product, batch }) => history(product, { batch })}
      bar={bar}
      empty={empty}
    />
  );
}

function Serials({ search, bar, empty }: ListProps) {
  const { t, language } = useText();
  const history = useHistory();
  const products = useProductColumns<SerialPiece>();
  const nameOf = usePlaceNames();
  const { q, productId, locationId, gone } = search;
  const query = { q, productId, locationId, ...(gone && { gone }), limit: PAGE_SIZE };
  const columns = useMemo((): Column<SerialPiece>[] => {
    const placeOf = (place: SerialPiece['place']) => {
      const house = houseLocationKinds.find((one) => one === place.kind);
      return house ? t(`location.kind.${house}`) : nameOf(place);
    };
    return [
      { key: 'serial', title: t('stock.serials'), width: 170, text: (row) => row.serial },
      ...products,
      { key: 'batch', title: t('stock.batch'), width: 130, extra: true, text: (row) => row.batch },
      { key: 'place', title: t('stock.place'), width: 140, text: (row) => placeOf(row.place) },
      { key: 'cameOn', title: t('stock.cameOn'), width: 110, text: (row) => row.cameOn ?? '' },
      { key: 'movedOn', title: t('stock.movedOn'), width: 110, text: (row) => row.movedOn ?? '' },
    ];
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, products, nameOf]);
  return (
    <ListPage<SerialPiece>
      label={t('stock.pieces.serials')}
      page="stock-serials"
      queryKey={keyOf(api.stock.serials, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.stock.serials, { query: { ...query, ...(cursor && { cursor }) }, signal })
      }
      columns={columns}
      idOf={(row) => numberOf(`${row.product.id}/${row.serial}`)}
      onOpen={({ product, serial }) => history(product, { serial })}
      bar={bar}
      empty={empty}
    />
  );
}
