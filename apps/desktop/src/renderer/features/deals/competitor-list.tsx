import { api } from '@xinhang/shared/contract/api.ts';
import type { Competitor } from '@xinhang/shared/pipelines.ts';
import { Link } from '@tanstack/react-router';
import { Empty, Input, Table } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { CompetitorDrawer } from './competitor-drawer.tsx';

const statesOf = {
  met: ['open', 'won', 'lost'],
  wonAgainst: ['won'],
  lostAgainst: ['lost'],
} as const;

/** Won of all that ended against it, in percent; nothing where none did. */
const winRate = ({ wonAgainst, lostAgainst }: Competitor): number | null =>
  wonAgainst + lostAgainst === 0
    ? null
    : Math.round((wonAgainst / (wonAgainst + lostAgainst)) * 100);

/** Everybody else who is after the same business, and how one fares against each (S75). */
export function CompetitorList() {
  const { t } = useText();
  const found = useEndpoint(api.pipelines.listCompetitors, {});
  const mayEdit = useMay('deals.update');
  const [editing, setEditing] = useState<Competitor | 'new' | null>(null);
  const [q, setQ] = useState('');
  useShortcut({ key: 'n', alt: true }, mayEdit ? () => setEditing('new') : null);
  if (!found.data) {
    return (
      <div className="page">
        <Unread found={found} />
      </div>
    );
  }
  const asked = q.trim().toLowerCase();
  const rows = found.data.rows.filter((row) => row.name.toLowerCase().includes(asked));
  const addButton = (
    <NewButton may={mayEdit} label={t('competitor.new')} onNew={() => setEditing('new')} />
  );
  const number = (key: keyof typeof statesOf) => ({
    title: t(`competitor.${key}`),
    align: 'end' as const,
    width: 96,
    sorter: (a: Competitor, b: Competitor) => a[key] - b[key],
    render: (_v: unknown, row: Competitor) =>
      row[key] === 0 ? (
        0
      ) : (
        <Link
          to="/deals"
          search={{ view: 'all', competitorId: row.id, state: [...statesOf[key]] }}
          aria-label={`${row.name} ${t(`competitor.${key}`)} ${row[key]}`}
        >
          {row[key].toLocaleString('en-US')}
        </Link>
      ),
  });
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <Input.Search
          allowClear
          style={{ width: 220 }}
          placeholder={t('competitor.name')}
          aria-label={t('common.search')}
          aria-keyshortcuts="/"
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
        <span className="soft">{t('competitor.why')}</span>
        <span className="spring" />
        {addButton}
      </div>
      <Table<Competitor>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={rows}
        locale={{
          emptyText: (
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={t(asked === '' ? 'competitor.empty' : 'competitor.none')}
            >
              {asked === '' && addButton}
            </Empty>
          ),
        }}
        columns={[
          {
            title: t('competitor.name'),
            width: 220,
            render: (_v, row) => (
              <button
                type="button"
                className="plain-button grid-link"
                disabled={!mayEdit}
                title={mayEdit ? undefined : t('problem.forbidden')}
                onClick={() => setEditing(row)}
              >
                {row.active ? row.name : t('competitor.off', { name: row.name })}
              </button>
            ),
          },
          number('met'),
          number('wonAgainst'),
          number('lostAgainst'),
          {
            title: t('competitor.rate'),
            align: 'end',
            width: 96,
            sorter: (a, b) => (winRate(a) ?? -1) - (winRate(b) ?? -1),
            render: (_v, row) => {
              const rate = winRate(row);
              return rate === null ? '' : `${rate}%`;
            },
          },
          { title: t('competitor.strengths'), render: (_v, row) => row.strengths },
          { title: t('competitor.weaknesses'), render: (_v, row) => row.weaknesses },
        ]}
      />
      <CompetitorDrawer
        competitor={editing === 'new' ? null : editing}
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
    </div>
  );
}
