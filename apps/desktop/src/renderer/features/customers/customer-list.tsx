import { api } from '@xinhang/shared/contract/api.ts';
import type { CustomerRow } from '@xinhang/shared/customers.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Segmented, Select, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { composing } from '../../ui/keys.ts';
import type { CustomerListSearch } from './list-search.ts';
import { NewCustomer } from './new-customer.tsx';
import { useCustomerWords } from './words.ts';

const IDLE_DAYS = 30;

function useColumns(): Column<CustomerRow>[] {
  const { t } = useText();
  const dates = useDates();
  const { stageName } = useCustomerWords();
  return [
    { key: 'name', title: t('customer.name'), width: 240, text: (row) => row.name },
    { key: 'stage', title: t('customer.stage'), width: 80, text: (row) => stageName(row.stage) },
    { key: 'grade', title: t('customer.grade'), width: 80, text: (row) => row.chanceGrade ?? '' },
    {
      key: 'owner',
      title: t('customer.owner'),
      width: 100,
      text: (row) => row.owner?.name ?? (row.pooled ? t('customer.pool') : ''),
    },
    {
      key: 'mainContact',
      title: t('customer.mainContact'),
      width: 100,
      text: (row) => row.mainContact ?? '',
    },
    { key: 'phone', title: t('customer.phone'), width: 130, text: (row) => row.mainPhone ?? '' },
    { key: 'industry', title: t('customer.industry'), width: 110, text: (row) => row.industry },
    { key: 'region', title: t('customer.region'), width: 100, text: (row) => row.region },
    {
      key: 'lastFollow',
      title: t('customer.lastFollow'),
      width: 110,
      text: (row) => (row.lastFollowAt ? dates.dayOf(row.lastFollowAt) : t('date.never')),
    },
    {
      key: 'nextFollow',
      title: t('customer.nextFollow'),
      width: 110,
      text: (row) => dates.day(row.nextFollowOn),
      render: (row) => (
        <Typography.Text {...(dates.overdue(row.nextFollowOn) && { type: 'danger' })}>
          {dates.day(row.nextFollowOn)}
        </Typography.Text>
      ),
    },
  ];
}

export function CustomerList({ search }: { search: CustomerListSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const words = useCustomerWords();
  const columns = useColumns();
  const mayCreate = useMay('customers.create');
  const mayPool = useMay('pool.read');
  const [creating, setCreating] = useState(false);
  const query = { view: 'mine' as const, ...search, count: true };
  const filtered = Object.keys(search).some((key) => key !== 'view');

  const change = (part: Partial<CustomerListSearch>) => {
    const entries = Object.entries({ ...search, ...part }).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    );
    void navigate({ to: '/customers', search: Object.fromEntries(entries) });
  };

  useEffect(() => {
    if (!mayCreate) return;
    const onKey = (event: KeyboardEvent) => {
      if (composing(event) || !event.altKey || event.key.toLowerCase() !== 'n') return;
      event.preventDefault();
      setCreating(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [mayCreate]);

  const chip = (
    key: 'stage' | 'chanceGrade' | 'industry' | 'region',
    placeholder: string,
    options: { value: string; label: string }[],
  ) => (
    <Select<string[]>
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      style={{ minWidth: 130 }}
      aria-label={placeholder}
      placeholder={placeholder}
      value={search[key] ?? []}
      options={options}
      onChange={(values) => change({ [key]: values })}
    />
  );

  const newButton = mayCreate && (
    <Button type="primary" aria-keyshortcuts="Alt+N" onClick={() => setCreating(true)}>
      {t('customer.new')}
    </Button>
  );

  return (
    <>
      <ListPage<CustomerRow>
        label={t('menu.customerList')}
        queryKey={keyOf(api.customers.list, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.customers.list, {
            query: { ...query, ...(cursor && { cursor }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/customers/$id', params: { id: String(row.id) } })}
        bar={
          <>
            <Segmented
              value={query.view}
              options={[
                { value: 'mine', label: t('customer.view.mine') },
                { value: 'team', label: t('customer.view.team') },
                ...(mayPool ? [{ value: 'pool', label: t('customer.view.pool') }] : []),
              ]}
              onChange={(view) => change({ view: view as 'mine' | 'team' | 'pool' })}
            />
            {chip('stage', t('customer.stage'), words.stages)}
            {chip('chanceGrade', t('customer.grade'), words.grades)}
            {chip('industry', t('customer.industry'), words.industries)}
            {chip('region', t('customer.region'), words.regions)}
            <Button
              type={search.idleDays ? 'primary' : 'default'}
              ghost={Boolean(search.idleDays)}
              aria-pressed={Boolean(search.idleDays)}
              onClick={() => change({ idleDays: search.idleDays ? undefined : IDLE_DAYS })}
            >
              {t('customer.idle30')}
            </Button>
            <Button
              type={search.archived ? 'primary' : 'default'}
              ghost={Boolean(search.archived)}
              aria-pressed={Boolean(search.archived)}
              onClick={() => change({ archived: search.archived ? undefined : true })}
            >
              {t('customer.archived')}
            </Button>
            {filtered && (
              <Button
                type="link"
                onClick={() =>
                  void navigate({
                    to: '/customers',
                    search: search.view ? { view: search.view } : {},
                  })
                }
              >
                {t('common.clear')}
              </Button>
            )}
            <span className="spring" />
            {newButton}
          </>
        }
        empty={t(filtered ? 'customer.emptyFiltered' : 'customer.empty')}
      />
      <NewCustomer open={creating} onClose={() => setCreating(false)} />
    </>
  );
}
