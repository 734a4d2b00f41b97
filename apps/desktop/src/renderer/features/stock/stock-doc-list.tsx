import { stockDocKinds } from '@xinhang/shared/stock.ts';
import { PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import {
  stockReasons,
  isMade,
  stockDocStates,
  type StockDocKind,
  type StockDocRow,
  type StockDocState,
} from '@xinhang/shared/stock-documents.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { usePlaceNames } from '../../form/use-place-names.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { PlaceFilter } from './filters.tsx';
import { CountDialog } from './count-dialog.tsx';
import { pathOfKind } from './stock-line.ts';
import { tidy } from '../../table/tidy-search.ts';
import { type StockDocSearch } from './stock-search.ts';
import { shownQty } from './use-line-columns.ts';

const PAGE_SIZE = 100;

interface Props {
  /** What this list is of. */
  kinds: readonly StockDocKind[];
  search: StockDocSearch;
}

/** Documents of the stock room of one sort, the newest first. */
export function StockDocList({ kinds, search }: Props) {
  const { t } = useText();
  const navigate = useNavigate();
  const path = pathOfKind[kinds[0]!];
  const counts = kinds[0] === 'count';
  const mayWrite = useMay(counts ? 'stock.count' : 'stock.move');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns(kinds);
  const { new: beginning, kind, ...asked } = search;
  const query = { ...asked, kind: kind ?? [...kinds], limit: PAGE_SIZE };
  const show = (next: StockDocSearch) => void navigate({ to: path, search: tidy(next) });
  const change = (part: Partial<StockDocSearch>) => show({ ...search, ...part });
  const create = (of: StockDocKind) => {
    if (of === 'count') change({ new: true });
    else if (of === 'transfer') void navigate({ to: '/transfers/new' });
    else if (isMade(of)) void navigate({ to: '/assemblies/new', search: { kind: of } });
    else void navigate({ to: '/stock-documents/new', search: { kind: of } });
  };
  useShortcut({ key: 'n', alt: true }, mayWrite ? () => create(kinds[0]!) : null);
  const filtered = Object.values(asked).some((value) => value !== undefined) || kind !== undefined;
  const buttons = kinds.map((of, at) => (
    <Button
      key={of}
      type={at === 0 ? 'primary' : 'default'}
      icon={<PlusOutlined />}
      disabled={!mayWrite}
      title={mayWrite ? undefined : t('problem.forbidden')}
      {...(at === 0 && { 'aria-keyshortcuts': 'Alt+N' })}
      onClick={() => create(of)}
    >
      {t(`stock.new.${of}`)}
    </Button>
  ));
  return (
    <>
      <ListPage<StockDocRow>
        label={t(`stock.list.${kinds[0]!}`)}
        page={path.slice(1)}
        queryKey={keyOf(api.stockDocuments.list, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.stockDocuments.list, {
            query: { ...query, ...(cursor && { cursor }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row, rows) => {
          follow(rows.map((one) => one.id));
          void navigate({ to: `${path}/$id`, params: { id: String(row.id) } });
        }}
        bar={
          <>
            <FindBox
              q={search.q}
              placeholder={t('stock.findDoc')}
              width={220}
              onFind={(q) => change({ q })}
            />
            {kinds.length > 1 && (
              <Select<StockDocKind | null>
                allowClear
                style={{ width: 130 }}
                aria-label={t('stock.doc')}
                placeholder={t('stock.doc')}
                value={kind?.[0] ?? null}
                options={kinds.map((value) => ({ value, label: t(`stock.kind.${value}`) }))}
                onChange={(value) => change({ kind: value ? [value] : undefined })}
              />
            )}
            <Select<StockDocState | null>
              allowClear
              style={{ width: 120 }}
              aria-label={t('stock.state')}
              placeholder={t('stock.state')}
              value={search.state?.[0] ?? null}
              options={stockDocStates
                .filter((value) => value !== 'dispatched' || kinds[0] === 'transfer')
                .map((value) => ({ value, label: t(`stock.state.${value}`) }))}
              onChange={(value) => change({ state: value ? [value] : undefined })}
            />
            <PlaceFilter
              value={search.locationId}
              onChange={(locationId) => change({ locationId })}
            />
            {filtered && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
            <span className="spring" />
            {buttons}
          </>
        }
        empty={
          <div className="stack">
            <span>{t(filtered ? 'stock.emptyFiltered' : `stock.empty.${kinds[0]!}`)}</span>
            <div className="line" style={{ justifyContent: 'center' }}>
              {filtered ? <Button onClick={() => show({})}>{t('common.clear')}</Button> : buttons}
            </div>
          </div>
        }
      />
      {counts && (
        <CountDialog
          open={beginning === true && mayWrite}
          onClose={() => change({ new: undefined })}
          onBegun={({ id }) =>
            void navigate({ to: '/stock-counts/$id', params: { id: String(id) } })
          }
        />
      )}
    </>
  );
}

function useColumns(kinds: readonly StockDocKind[]): Column<StockDocRow>[] {
  const { t, language } = useText();
  const { day } = useDates();
  const first = kinds[0]!;
  const nameOf = usePlaceNames();
  return useMemo(() => {
    const columns: Column<StockDocRow>[] = [
      {
        key: 'no',
        title: t('stock.no'),
        width: 170,
        text: (row) => row.no || t('stock.noNo'),
        render: (row) => (row.no ? row.no : <span className="soft">{t('stock.noNo')}</span>),
      },
      {
        key: 'date',
        title: t('stock.date'),
        width: 110,
        text: (row) => row.businessDate,
        render: (row) => <span title={row.businessDate}>{day(row.businessDate)}</span>,
      },
      {
        key: 'state',
        title: t('stock.state'),
        width: 90,
        text: (row) => t(`stock.state.${row.state}`),
        words: stockDocStates.map((state) => t(`stock.state.${state}`)),
        render: (row) => (
          <span
            className={row.state === 'reversed' ? 'danger' : row.state === 'draft' ? 'soft' : ''}
          >
            {t(`stock.state.${row.state}`)}
          </span>
        ),
      },
    ];
    if (first === 'otherIn' || isMade(first)) {
      columns.push({
        key: 'kind',
        title: t('stock.doc'),
        width: 110,
        text: (row) => t(`stock.kind.${row.kind}`),
        words: stockDocKinds.map((kind) => t(`stock.kind.${kind}`)),
      });
    }
    if (isMade(first)) {
      columns.push(
        {
          key: 'whole',
          title: t('assembly.whole'),
          width: 220,
          grows: true,
          text: ({ whole }) => (whole ? `${whole.product.code} ${whole.product.name}` : ''),
        },
        {
          key: 'wholeQty',
          title: t('assembly.qty'),
          width: 100,
          align: 'end',
          text: ({ whole }) =>
            whole && whole.qtyE4 !== null
              ? `${shownQty(whole.qtyE4, whole.product.qtyDecimals)} ${whole.product.unit.name}`
              : '',
        },
      );
    }
    if (first === 'otherIn') {
      columns.push({
        key: 'reason',
        title: t('stock.reason'),
        width: 110,
        text: (row) => (row.reason === '' ? '' : t(`stock.reason.${row.reason as 'other'}`)),
        words: stockReasons.map((reason) => t(`stock.reason.${reason}`)),
      });
      columns.push({
        key: 'place',
        title: t('stock.place'),
        width: 150,
        text: (row) => nameOf(row.from ?? row.to),
      });
    } else {
      columns.push({
        key: 'from',
        title: t(first === 'count' ? 'stock.countedPlace' : 'stock.from'),
        width: 150,
        text: (row) => nameOf(row.from),
      });
      if (first === 'transfer' || isMade(first)) {
        columns.push({
          key: 'to',
          title: t('stock.to'),
          width: 150,
          text: (row) => nameOf(row.to),
        });
      }
    }
    columns.push(
      {
        key: 'lines',
        title: t('stock.totalLines'),
        width: 80,
        align: 'end',
        text: (row) => String(row.lineCount),
        value: (row) => row.lineCount,
      },
      {
        key: 'note',
        title: t('stock.note'),
        width: 240,
        grows: true,
        text: (row) => row.note,
      },
      { key: 'madeBy', title: t('stock.maker'), width: 100, text: (row) => row.madeBy.name },
      {
        key: 'confirmedBy',
        title: t('stock.confirmer'),
        width: 100,
        text: (row) => row.confirmedBy?.name ?? '',
      },
    );
    return columns;
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, first, nameOf]);
}
