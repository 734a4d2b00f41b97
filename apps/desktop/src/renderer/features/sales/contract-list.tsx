import { api } from '@xinhang/shared/contract/api.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import {
  contractKinds,
  contractStates,
  ENDING_DAYS,
  type ContractKind,
  type ContractState as State,
} from '@xinhang/shared/contract-rules.ts';
import type { ContractRow } from '@xinhang/shared/contracts.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Select } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { useDates } from '../../ui/dates.ts';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { ContractExport } from './contract-export.tsx';
import type { ContractSearch } from './contract-search.ts';
import { ContractState } from './contract-state.tsx';

const PAGE_SIZE = 100;
/** What is in force of an amendment is the contract: none of them stands in the list. */
const offered = contractStates.filter((state) => state !== 'applied');

/** Contracts with the customers that the person sees, the newest first. */
export function ContractList({ search }: { search: ContractSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const mayWrite = useMay('contracts.update');
  const mayExport = useMay('contracts.export');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const [exporting, setExporting] = useState(false);
  const { customerName, ...asked } = search;
  const query = { ...asked, count: true, limit: PAGE_SIZE };
  const show = (next: ContractSearch) => void navigate({ to: '/contracts', search: tidy(next) });
  const change = (part: Partial<ContractSearch>) => show({ ...search, ...part });
  const create = () => void navigate({ to: '/contracts/new' });
  useShortcut({ key: 'n', alt: true }, mayWrite ? create : null);
  const filtered = Object.values(asked).some((value) => value !== undefined);
  const customer =
    search.customerId === undefined
      ? null
      : { id: search.customerId, name: customerName ?? String(search.customerId) };
  return (
    <>
      <ListPage<ContractRow>
        label={t('contract.title')}
        page="contracts"
        queryKey={keyOf(api.contracts.list, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.contracts.list, {
            query: { ...query, ...(cursor && { cursor }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row, rows) => {
          follow(rows.map((one) => one.id));
          void navigate({ to: '/contracts/$id', params: { id: String(row.id) } });
        }}
        bar={
          <>
            <FindBox
              q={search.q}
              placeholder={t('contract.find')}
              width={200}
              onFind={(q) => change({ q })}
            />
            <Select<State | null>
              allowClear
              style={{ width: 104 }}
              aria-label={t('order.state')}
              placeholder={t('order.state')}
              value={search.state?.[0] ?? null}
              options={offered.map((value) => ({ value, label: t(`contract.state.${value}`) }))}
              onChange={(value) => change({ state: value ? [value] : undefined })}
            />
            <Select<ContractKind | null>
              allowClear
              style={{ width: 110 }}
              aria-label={t('contract.kind')}
              placeholder={t('contract.kind')}
              value={search.kind ?? null}
              options={contractKinds.map((value) => ({
                value,
                label: t(`contract.kind.${value}`),
              }))}
              onChange={(value) => change({ kind: value ?? undefined })}
            />
            <span style={{ width: 164 }}>
              <CustomerRefPicker
                label={t('order.customer')}
                placeholder={t('order.customer')}
                value={customer}
                onChange={(chosen) =>
                  change({ customerId: chosen?.id, customerName: chosen?.name })
                }
              />
            </span>
            <Checkbox
              checked={search.endingTo !== undefined}
              onChange={({ target }) =>
                change({ endingTo: target.checked ? addDays(today, ENDING_DAYS) : undefined })
              }
            >
              {t('contract.ending')}
            </Checkbox>
            {filtered && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
            <span className="spring" />
            {mayExport && <Button onClick={() => setExporting(true)}>{t('order.exportOk')}</Button>}
            <NewButton may={mayWrite} label={t('contract.new')} onNew={create} />
          </>
        }
        empty={
          <div className="stack">
            <span>{t(filtered ? 'contract.emptyFiltered' : 'contract.empty')}</span>
            <div className="line" style={{ justifyContent: 'center' }}>
              {filtered ? (
                <Button onClick={() => show({})}>{t('common.clear')}</Button>
              ) : (
                <NewButton may={mayWrite} label={t('contract.new')} onNew={create} />
              )}
            </div>
          </div>
        }
      />
      <ContractExport open={exporting} filter={asked} onClose={() => setExporting(false)} />
    </>
  );
}

function useColumns(): Column<ContractRow>[] {
  const { t, language } = useText();
  const { day, today } = useDates();
  return useMemo(
    () => [
      {
        key: 'no',
        title: t('contract.no'),
        width: 140,
        text: (row) => row.no || t('order.noNo'),
        render: (row) => (row.no ? row.no : <span className="soft">{t('order.noNo')}</span>),
      },
      {
        key: 'title',
        title: t('contract.name'),
        width: 200,
        grows: true,
        text: (row) => row.title,
      },
      {
        key: 'customer',
        title: t('order.customer'),
        width: 200,
        grows: true,
        text: (row) => row.customer.name,
      },
      {
        key: 'kind',
        title: t('contract.kind'),
        width: 84,
        text: (row) => t(`contract.kind.${row.kind}`),
      },
      {
        key: 'state',
        title: t('order.state'),
        width: 80,
        text: (row) => t(`contract.state.${row.state}`),
        render: (row) => <ContractState state={row.state} />,
      },
      {
        key: 'amount',
        title: t('contract.amountFen'),
        width: 124,
        align: 'end',
        text: (row) =>
          row.amountFen === null ? t('contract.open') : formatFen(fen(row.amountFen)),
        value: (row) => (row.amountFen === null ? null : row.amountFen / 100),
      },
      {
        key: 'signedOn',
        title: t('contract.signedOn'),
        width: 100,
        text: (row) => row.signedOn ?? '',
        render: (row) => <span title={row.signedOn ?? ''}>{day(row.signedOn)}</span>,
      },
      {
        key: 'endOn',
        title: t('contract.endOn'),
        width: 100,
        text: (row) => row.endOn ?? '',
        render: (row) => (
          <span
            className={row.state === 'active' && row.endOn && row.endOn < today ? 'danger' : ''}
            title={row.endOn ?? ''}
          >
            {day(row.endOn)}
          </span>
        ),
      },
      {
        key: 'revision',
        title: t('quotation.revision'),
        width: 60,
        align: 'end',
        text: (row) => String(row.revision),
      },
      { key: 'owner', title: t('contract.ownerId'), width: 90, text: (row) => row.owner.name },
      { key: 'dept', title: t('contract.dept'), width: 110, text: (row) => row.dept?.name ?? '' },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language, today],
  );
}
