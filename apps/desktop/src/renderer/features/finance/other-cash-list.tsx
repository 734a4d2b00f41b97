import { cashDocStates, type CashDocState } from '@xinhang/shared/cash-transfers.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { OtherCash, OtherCashKind } from '@xinhang/shared/other-cash.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { useCashDocColumns } from './cash-doc-columns.tsx';
import { FileButton } from '../../form/file-button.tsx';
import type { OtherCashSearch } from './finance-search.ts';

const PAGE_SIZE = 100;
const listOf = { income: '/other-income', payment: '/other-payments' } as const;

/** Money that came, or went, without goods, the newest first. */
export function OtherCashList({ kind, search }: { kind: OtherCashKind; search: OtherCashSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const moves = useMay('cash.move');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const categories = useEndpoint(api.cashCategories.list, { query: { kind: [kind] } });
  const show = (next: OtherCashSearch) => void navigate({ to: listOf[kind], search: tidy(next) });
  const create = () =>
    void navigate({ to: kind === 'income' ? '/other-income/new' : '/other-payments/new' });
  useShortcut({ key: 'n', alt: true }, moves ? create : null);
  const query = { ...search, kind, limit: PAGE_SIZE };
  const filtered = Object.values(search).some((value) => value !== undefined);
  const add = <NewButton may={moves} label={t(`otherCash.new.${kind}`)} onNew={create} />;
  return (
    <ListPage<OtherCash>
      label={t(kind === 'income' ? 'menu.otherIncome' : 'menu.otherPayments')}
      page={`other-${kind}`}
      queryKey={keyOf(api.otherCash.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.otherCash.list, { query: { ...query, ...(cursor && { cursor }) }, signal })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: '/other-cash/$id', params: { id: String(row.id) } });
      }}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('otherCash.find')}
            width={200}
            onFind={(q) => show({ ...search, q })}
          />
          <Select<number | null>
            allowClear
            style={{ width: 150 }}
            aria-label={t('otherCash.category')}
            placeholder={t('otherCash.category')}
            value={search.categoryId ?? null}
            options={(categories.data?.rows ?? []).map(({ id, name }) => ({
              value: id,
              label: name,
            }))}
            onChange={(value) => show({ ...search, categoryId: value ?? undefined })}
          />
          <Select<CashDocState | null>
            allowClear
            style={{ width: 110 }}
            aria-label={t('finance.state')}
            placeholder={t('finance.state')}
            value={search.state?.[0] ?? null}
            options={cashDocStates.map((value) => ({ value, label: t(`finance.state.${value}`) }))}
            onChange={(value) => show({ ...search, state: value ? [value] : undefined })}
          />
          {filtered && (
            <Button type="link" onClick={() => show({})}>
              {t('common.clear')}
            </Button>
          )}
          <span className="spring" />
          <FileButton
            label={t('otherCash.export')}
            endpoint={api.otherCash.export}
            body={{ ...search, kind }}
          />
          {add}
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'finance.emptyFiltered' : `otherCash.empty.${kind}`)}</span>
          <div className="line" style={{ justifyContent: 'center' }}>
            {filtered ? <Button onClick={() => show({})}>{t('common.clear')}</Button> : add}
          </div>
        </div>
      }
    />
  );
}

function useColumns(): Column<OtherCash>[] {
  const { t, language } = useText();
  const { no, date, state, amount, note, maker } = useCashDocColumns<OtherCash>();
  return useMemo(
    () => [
      no,
      date,
      state,
      {
        key: 'category',
        title: t('otherCash.category'),
        width: 140,
        text: (row) => row.category.name,
      },
      amount,
      { key: 'party', title: t('finance.party'), width: 180, text: (row) => row.party.name },
      {
        key: 'account',
        title: t('finance.cashAccount'),
        width: 150,
        text: (row) => row.account.name,
      },
      note,
      maker,
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
