import {
  statementStates,
  type Statement,
  type StatementState,
} from '@xinhang/shared/statements.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { FileButton } from '../../form/file-button.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { useDates } from '../../ui/dates.ts';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { money, moneyOrNone } from './money.ts';
import { PrintStatements } from './statement-print.tsx';
import { askedOf, lastDayOf, lastMonths, type StatementSearch } from './statement-search.ts';
import { partyOf, useStatementSide } from './statement-side.ts';

const PAGE_SIZE = 100;
const MONTHS = 18;

/** Statements that were made, with what became of them. */
export function StatementList({ search }: { search: StatementSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const { side, own, endpoints, paths } = useStatementSide();
  const manages = useMay(side === 'ar' ? 'statements.manage' : 'payables.adjust');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const show = (next: StatementSearch) => void navigate({ to: paths.list, search: tidy(next) });
  const change = (part: Partial<StatementSearch>) => show({ ...search, ...part });
  const asked = askedOf(side, search);
  const query = { ...asked, limit: PAGE_SIZE };
  const sums = useEndpoint(endpoints.list, { query: { ...asked, limit: 1 } }, { keep: true });
  const filtered = Object.values(search).some((value) => value !== undefined);
  const create = () => void navigate({ to: paths.begin });
  useShortcut({ key: 'n', alt: true }, manages ? create : null);
  const add = <NewButton may={manages} label={t('statement.make')} onNew={create} />;
  const of = (state: StatementState) => sums.data?.totals.find((one) => one.state === state);
  return (
    <ListPage<Statement>
      label={t(side === 'ar' ? 'menu.statements' : 'menu.supplierStatements')}
      page={side === 'ar' ? 'statements' : 'supplier-statements'}
      queryKey={keyOf(endpoints.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(endpoints.list, { query: { ...query, ...(cursor && { cursor }) }, signal })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: paths.one, params: { id: String(row.id) } });
      }}
      bulk={(ids) => <PrintStatements ids={ids} />}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={own('find')}
            width={160}
            onFind={(q) => change({ q })}
          />
          <Select<string>
            allowClear
            style={{ width: 104 }}
            aria-label={t('statement.month')}
            placeholder={t('statement.month')}
            value={search.month ?? null}
            options={lastMonths(today, MONTHS).map((value) => ({ value, label: value }))}
            onChange={(month) => change({ month: month ?? undefined })}
          />
          <Select<StatementState | null>
            allowClear
            style={{ width: 150 }}
            aria-label={t('statement.state')}
            placeholder={t('statement.state')}
            value={search.state?.[0] ?? null}
            options={statementStates.map((value) => ({
              value,
              label: `${t(`statement.state.${value}`)} ${of(value)?.n ?? ''}`.trim(),
            }))}
            onChange={(value) => change({ state: value ? [value] : undefined })}
          />
          <Checkbox
            checked={search.late === true}
            onChange={(event) => change({ late: event.target.checked ? true : undefined })}
          >
            {t('statement.lateOnly')}
          </Checkbox>
          {filtered && (
            <Button type="link" onClick={() => show({})}>
              {t('common.clear')}
            </Button>
          )}
          <span className="spring" />
          {(['sent', 'confirmed', 'difference'] as const).map((state) => (
            <span key={state} style={{ whiteSpace: 'nowrap' }}>
              <span className="soft">{t(`statement.state.${state}`)}</span>{' '}
              <strong className={state === 'difference' && of(state) ? 'danger' : ''}>
                {of(state)?.n ?? 0}
              </strong>{' '}
              <span title={t('statement.closing')}>{moneyOrNone(of(state)?.closingFen ?? 0)}</span>
            </span>
          ))}
          <FileButton label={t('finance.export')} endpoint={endpoints.export} body={asked} />
          {add}
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'finance.emptyFiltered' : 'statement.empty')}</span>
          <div className="line" style={{ justifyContent: 'center' }}>
            {filtered ? <Button onClick={() => show({})}>{t('common.clear')}</Button> : add}
          </div>
        </div>
      }
    />
  );
}

/** A whole month by its name. */
const spanText = ({ from, to }: Statement, day: (date: string) => string): string => {
  const month = from.slice(0, 7);
  const whole = from.endsWith('-01') && to.startsWith(month) && lastDayOf(month) === to;
  return whole ? month : `${day(from)} – ${day(to)}`;
};

function useColumns(): Column<Statement>[] {
  const { t, language } = useText();
  const { side, own } = useStatementSide();
  const dates = useDates();
  return useMemo(() => {
    const amount = (
      key: 'opening' | 'owed' | 'paid' | 'closing',
      of: (row: Statement) => number,
    ): Column<Statement> => ({
      key,
      title: key === 'owed' || key === 'paid' ? own(key) : t(`statement.${key}`),
      width: 96,
      align: 'end',
      text: (row) => money(of(row)),
      value: (row) => of(row) / 100,
    });
    const answer = (row: Statement): string => {
      if (row.state === 'withdrawn') return row.withdrawnReason;
      if (row.cleared) return row.cleared.note;
      if (row.difference && row.state === 'difference') {
        return `${money(row.difference.fen)} ${row.difference.reason}`;
      }
      if (row.confirmed) return `${dates.day(row.confirmed.on)} ${row.confirmed.by}`;
      return '';
    };
    return [
      { key: 'no', title: t('finance.no'), width: 132, text: (row) => row.no },
      {
        key: 'customer',
        title: t(side === 'ar' ? 'finance.customer' : 'purchase.supplier'),
        width: 170,
        grows: true,
        text: (row) => partyOf(row).name,
      },
      ...(side === 'ap'
        ? []
        : [
            {
              key: 'owner',
              title: t('finance.owner'),
              width: 70,
              text: (row: Statement) => row.owner?.name ?? '',
            },
          ]),
      {
        key: 'span',
        title: t('statement.span'),
        width: 92,
        text: (row) => spanText(row, dates.day),
        render: (row) => <span title={`${row.from} – ${row.to}`}>{spanText(row, dates.day)}</span>,
      },
      amount('closing', (row) => row.closingFen),
      {
        key: 'state',
        title: t('statement.state'),
        width: 150,
        text: (row) =>
          row.lateDays === 0
            ? t(`statement.state.${row.state}`)
            : `${t(`statement.state.${row.state}`)} · ${t('statement.lateDays', { n: row.lateDays })}`,
        render: (row) => (
          <span className={row.lateDays > 0 || row.state === 'difference' ? 'danger' : ''}>
            {t(`statement.state.${row.state}`)}
            {row.lateDays > 0 && ` · ${t('statement.lateDays', { n: row.lateDays })}`}
          </span>
        ),
      },
      {
        key: 'sent',
        title: t('statement.sent'),
        width: 160,
        text: (row) =>
          row.sent ? `${dates.day(row.sent.on)} ${t(`statement.way.${row.sent.way}`)}` : '',
      },
      { key: 'answer', title: own('answer'), width: 150, grows: true, text: answer },
      amount('opening', (row) => row.openingFen),
      amount('owed', (row) => row.owedFen),
      amount('paid', (row) => row.paidFen),
      {
        key: 'later',
        title: t('statement.later'),
        width: 90,
        align: 'end',
        text: (row) => moneyOrNone(row.lateFen),
        value: (row) => row.lateFen / 100,
      },
    ];
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, side]);
}
