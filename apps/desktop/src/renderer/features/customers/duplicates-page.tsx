import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { duplicateKeys, type DuplicateGroup } from '@xinhang/shared/merges.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Empty, Segmented, Table } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { MergeDrawer } from './merge-drawer.tsx';
import { useCustomerWords } from './words.ts';

export const duplicateSearch = z.object({
  on: z.enum(duplicateKeys).optional().catch(undefined),
  cursor: z.string().optional().catch(undefined),
});

type Row = DuplicateGroup['rows'][number];

/** Groups on a page; each is a table of its own. */
const GROUPS = 20;

/** Customers that share a name, a tax number or a phone, to be made one of. */
export function DuplicatesPage({ search }: { search: z.output<typeof duplicateSearch> }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { on = 'name', cursor } = search;
  const query = { on, limit: GROUPS, ...(cursor && { cursor }) };
  const found = useEndpoint(api.merges.groups, { query });
  const [pair, setPair] = useState<{ kept: NameRef; other: NameRef | null } | null>(null);
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <Segmented
          aria-label={t('duplicates.on')}
          value={on}
          options={duplicateKeys.map((value) => ({ value, label: t(`duplicates.${value}`) }))}
          onChange={(value) => void navigate({ to: '/duplicates', search: { on: value } })}
        />
        <span className="soft">{t('duplicates.why')}</span>
      </div>
      <Loaded found={found}>
        {({ rows, next }) => (
          <>
            {rows.length === 0 && (
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('duplicates.none')} />
            )}
            {rows.map((group) => (
              <Group key={group.rows[0]!.id} group={group} onMerge={setPair} />
            ))}
            {next && (
              <Link to="/duplicates" search={{ on, cursor: next }}>
                {t('duplicates.more')}
              </Link>
            )}
          </>
        )}
      </Loaded>
      <MergeDrawer pair={pair} onClose={() => setPair(null)} />
    </div>
  );
}

interface GroupProps {
  group: DuplicateGroup;
  onMerge: (pair: { kept: NameRef; other: NameRef | null }) => void;
}

function Group({ group, onMerge }: GroupProps) {
  const { t } = useText();
  const dates = useDates();
  const { stageName } = useCustomerWords();
  const { rows } = group;
  const nameRef = ({ id, name }: Row): NameRef => ({ id, name });
  const merge = (row: Row) => {
    const others = rows.filter((one) => one !== row);
    onMerge({ kept: nameRef(row), other: others.length === 1 ? nameRef(others[0]!) : null });
  };
  return (
    <section className="section" aria-label={t('duplicates.group', { name: rows[0]!.name })}>
      <Table<Row>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={rows}
        columns={[
          {
            title: t('customer.name'),
            render: (_v, row) => (
              <Link to="/customers/$id" params={{ id: String(row.id) }} className="grid-link">
                {row.name}
              </Link>
            ),
          },
          {
            title: t('customer.owner'),
            width: 120,
            render: (_v, row) => row.owner?.name ?? t('customer.pool'),
          },
          { title: t('customer.stage'), width: 96, render: (_v, row) => stageName(row.stage) },
          {
            title: t('customer.createdAt'),
            width: 140,
            render: (_v, row) => dates.dayOf(row.createdAt),
          },
          {
            title: t('customer.lastFollow'),
            width: 140,
            render: (_v, row) =>
              row.lastFollowAt ? dates.dayOf(row.lastFollowAt) : t('date.never'),
          },
          {
            title: t('customer.completeness'),
            width: 110,
            align: 'end',
            render: (_v, row) => `${row.completeness}%`,
          },
          {
            title: '',
            width: 120,
            render: (_v, row) => (
              <Button
                size="small"
                aria-label={`${t('duplicates.keep')} ${row.name}`}
                onClick={() => merge(row)}
              >
                {t('duplicates.keep')}
              </Button>
            ),
          },
        ]}
      />
    </section>
  );
}
