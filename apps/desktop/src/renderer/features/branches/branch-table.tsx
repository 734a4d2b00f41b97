import type { Branch } from '@xinhang/shared/branches.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { App, Button, Popconfirm, Table } from 'antd';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';

/** Those in use stand first. */
export function BranchTable({ rows, loading }: { rows: readonly Branch[]; loading: boolean }) {
  const { t } = useText();
  const dates = useDates();
  return (
    <Table<Branch>
      size="small"
      rowKey="id"
      loading={loading}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      dataSource={[...rows]}
      locale={{ emptyText: t('branch.empty') }}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: t('branch.name'), dataIndex: 'name' },
        {
          title: t('branch.address'),
          render: (_v, row) => (
            <span className="line">
              <code>{row.address}</code>
              <span className="soft">{row.lan.join(', ')}</span>
            </span>
          ),
        },
        {
          title: t('branch.state'),
          render: (_v, row) => (
            <span className="soft">
              {row.revokedAt === null
                ? t('branch.live')
                : t('branch.gone', { at: dates.time(row.revokedAt) })}
            </span>
          ),
        },
        {
          title: t('branch.lastSeen'),
          render: (_v, row) => (
            <span className={row.lastSeenAt === null ? 'soft' : ''}>
              {row.lastSeenAt === null ? t('branch.never') : dates.time(row.lastSeenAt)}
            </span>
          ),
        },
        {
          title: t('branch.made'),
          render: (_v, row) => (
            <span className="line">
              {dates.time(row.madeAt)}
              <span className="soft">{row.madeBy?.name ?? t('branch.byCommand')}</span>
            </span>
          ),
        },
        {
          title: <span className="visually-hidden">{t('branch.actions')}</span>,
          render: (_v, row) => row.revokedAt === null && <Revoke branch={row} />,
        },
      ]}
    />
  );
}

function Revoke({ branch }: { branch: Branch }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const revoke = useCommand(api.branches.revoke);
  return (
    <Popconfirm
      title={t('branch.revokeWarn', { name: branch.name })}
      okText={t('branch.revoke')}
      cancelText={t('common.cancel')}
      onConfirm={() =>
        revoke.mutate(
          { params: { id: branch.id }, body: { version: branch.version } },
          {
            onSuccess: () => void message.success(t('branch.revoked')),
            onError: (error) => void message.error(words(error)),
          },
        )
      }
    >
      <Button size="small" danger loading={revoke.isPending}>
        {t('branch.revoke')}
      </Button>
    </Popconfirm>
  );
}
