import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { StockMoveKind } from '@xinhang/shared/stock.ts';
import type { CostCorrection, ProvisionalIssue } from '@xinhang/shared/stock-provisional.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Tag } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { mayOpen } from '../../shell/areas.ts';
import { PlaceFilter, ProductFilter } from './filters.tsx';
import { StockExport } from './stock-export.tsx';
import { pathOfMove } from './stock-line.ts';
import type { ProvisionalSearch } from './stock-search.ts';
import { shownQty } from './use-line-columns.ts';

const PAGE_SIZE = 100;

/** What went out before it came in, at which cost, and what corrected it since. */
export function ProvisionalPage({ search }: { search: ProvisionalSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { productName, ...filter } = search;
  const show = (next: ProvisionalSearch) =>
    void navigate({ to: '/provisional-costs', search: tidy(next) });
  const change = (part: Partial<ProvisionalSearch>) => show({ ...search, ...part });
  const filtered = Object.values(filter).some((value) => value !== undefined);
  const [exporting, setExporting] = useState(false);
  return (
    <>
      <Issues
        filter={filter}
        empty={t(filtered ? 'stock.emptyFiltered' : 'provisional.empty')}
        bar={
          <>
            <ProductFilter value={{ productId: filter.productId, productName }} onChange={change} />
            <PlaceFilter
              value={search.locationId}
              onChange={(locationId) => change({ locationId })}
            />
            <Checkbox
              checked={search.all === true}
              onChange={(event) => change({ all: event.target.checked || undefined })}
            >
              {t('provisional.all')}
            </Checkbox>
            {filtered && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
            <span className="spring" />
            <Button onClick={() => setExporting(true)}>{t('stock.export')}</Button>
          </>
        }
      />
      <StockExport
        open={exporting}
        what="provisional"
        filter={filter}
        onClose={() => setExporting(false)}
      />
    </>
  );
}

/** A correction, with the issue that it is of and what else came in for that. */
export function CorrectionPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <Issues
      filter={{ correctionId: id, all: true }}
      empty={t('stock.emptyFiltered')}
      bar={
        <Tag closable onClose={() => void navigate({ to: '/provisional-costs', search: {} })}>
          {t('provisional.ofOne')}
        </Tag>
      }
    />
  );
}

interface Props {
  filter: Omit<ProvisionalSearch, 'productName'> & { correctionId?: number };
  bar: React.ReactNode;
  empty: string;
}

/** Issues, each with what came in for it. */
function Issues({ filter, bar, empty }: Props) {
  const { t } = useText();
  const me = useMe();
  const columns = useColumns(me.fields.cost === 'show');
  const query = { ...filter, limit: PAGE_SIZE };
  const navigate = useNavigate();
  return (
    <ListPage<ProvisionalIssue>
      label={t('menu.provisional')}
      page="provisional-costs"
      queryKey={keyOf(api.stock.provisional, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.stock.provisional, {
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={({ product }) =>
        void navigate({
          to: '/stock-ledger',
          search: { productId: product.id, productName: product.name },
        })
      }
      bar={bar}
      empty={empty}
    />
  );
}

interface Doc {
  kind: string;
  id: number;
  no: string;
}

/** A document that moved goods; a way to it for whoever has its page. */
function MoveLink({ kind, id, no }: Doc) {
  const { t } = useText();
  const me = useMe();
  const path = `${pathOfMove[kind as StockMoveKind]}/${id}`;
  const text = `${t(`stock.kind.${kind as StockMoveKind}`)} ${no}`;
  return mayOpen(me, path) ? <Link to={path as never}>{text}</Link> : text;
}

const money = (value: number | null) => (value === null ? '' : formatFen(fen(value)));
const stateOf = ({ takenBack, openE4 }: ProvisionalIssue) =>
  takenBack ? 'back' : openE4 > 0 ? 'open' : 'known';
const standing = ({ corrections }: ProvisionalIssue): CostCorrection[] =>
  corrections.filter((one) => !one.takenBack);
const sum = (row: ProvisionalIssue, of: (one: CostCorrection) => number | null) =>
  standing(row).reduce((all, one) => all + (of(one) ?? 0), 0);

function useColumns(costs: boolean): Column<ProvisionalIssue>[] {
  const { t, language } = useText();
  return useMemo(() => {
    type Row = ProvisionalIssue;
    const fenColumn = (key: string, title: string, of: (row: Row) => number | null) =>
      ({
        key,
        title,
        width: 98,
        align: 'end',
        text: (row) => money(of(row)),
        value: (row) => (of(row) ?? 0) / 100,
      }) satisfies Column<Row>;
    const qtyColumn = (key: string, title: string, of: (row: Row) => number) =>
      ({
        key,
        title,
        width: 82,
        align: 'end',
        text: (row) => shownQty(of(row), row.product.qtyDecimals),
        value: (row) => of(row) / 10_000,
      }) satisfies Column<Row>;
    const came = (one: CostCorrection) => one.source?.no ?? t('provisional.notYours');
    const columns: Column<Row>[] = [
      { key: 'date', title: t('stock.date'), width: 100, text: (row) => row.businessDate },
      {
        key: 'doc',
        title: t('provisional.doc'),
        width: 210,
        text: (row) => row.doc.no,
        render: (row) => <MoveLink {...row.doc} />,
      },
      {
        key: 'product',
        title: t('stock.product'),
        width: 180,
        grows: true,
        text: (row) => `${row.product.code}  ${row.product.name}`,
      },
      {
        key: 'place',
        title: t('provisional.place'),
        width: 90,
        extra: true,
        text: (row) => row.place.name,
      },
      qtyColumn('qty', t('provisional.qty'), (row) => row.qtyE4),
      {
        ...qtyColumn('open', t('provisional.open'), (row) => row.openE4),
        render: (row) => (
          <span className={row.openE4 > 0 ? 'danger' : 'soft'}>
            {shownQty(row.openE4, row.product.qtyDecimals)}
          </span>
        ),
      },
      {
        key: 'state',
        title: t('provisional.state'),
        width: 76,
        text: (row) => t(`provisional.state.${stateOf(row)}`),
        words: (['open', 'known', 'back'] as const).map((state) => t(`provisional.state.${state}`)),
      },
    ];
    if (costs) {
      columns.push(
        fenColumn('took', t('provisional.took'), (row) => row.provisionalFen),
        fenColumn('openFen', t('provisional.openFen'), (row) => row.openFen),
        fenColumn('real', t('provisional.real'), (row) => sum(row, (one) => one.realFen)),
        fenColumn('difference', t('provisional.difference'), (row) =>
          sum(row, (one) => (one.realFen ?? 0) - (one.provisionalFen ?? 0)),
        ),
      );
    }
    columns.push(
      {
        key: 'came',
        title: t('provisional.came'),
        width: 220,
        text: (row) => standing(row).map(came).join(comma()),
        render: (row) => (
          <>
            {standing(row).map((one, at) => (
              <span key={one.id}>
                {at > 0 && comma()}
                {one.source ? <MoveLink {...one.source} /> : t('provisional.notYours')}
              </span>
            ))}
          </>
        ),
      },
      {
        key: 'corrections',
        title: t('stock.kind.costCorrection'),
        width: 200,
        text: (row) =>
          standing(row)
            .map((one) => one.no || t('provisional.same'))
            .join(comma()),
      },
    );
    return columns;
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, costs]);
}
