import { api } from '@xinhang/shared/contract/api.ts';
import type { Device } from '@xinhang/shared/devices.ts';
import { App, Button, Popconfirm, Table } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';

/** So much of a key is enough to compare two by eye. */
const KEY_SHOWN = 16;

interface Props {
  rows: readonly Device[];
  loading: boolean;
  onApprove: (device: Device) => void;
}

/** Those that wait stand first. */
export function DeviceTable({ rows, loading, onApprove }: Props) {
  const { t } = useText();
  return (
    <Table<Device>
      size="small"
      rowKey="id"
      loading={loading}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      dataSource={[...rows]}
      locale={{ emptyText: t('device.empty') }}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('device.name'),
          render: (_v, row) => (
            <span className="line">
              {row.name}
              <span className="soft">{t(`device.kind.${row.kind}`)}</span>
            </span>
          ),
        },
        {
          title: t('device.state'),
          render: (_v, row) => (
            <span className={row.state === 'pending' ? 'danger' : 'soft'}>
              {t(`device.state.${row.state}`)}
            </span>
          ),
        },
        { title: t('device.user'), render: (_v, row) => row.user?.name ?? t('device.everybody') },
        {
          title: t('device.lastSeen'),
          render: (_v, row) => (
            <Moment at={row.lastSeenAt} where={row.lastAddress} never={t('device.never')} />
          ),
        },
        {
          title: t('device.asked'),
          render: (_v, row) => <Moment at={row.askedAt} where={row.askedFrom} never="" />,
        },
        {
          title: t('device.key'),
          render: (_v, row) => <code title={row.key}>{row.key.slice(0, KEY_SHOWN)}</code>,
        },
        {
          title: <span className="visually-hidden">{t('device.actions')}</span>,
          render: (_v, row) => <Actions device={row} onApprove={() => onApprove(row)} />,
        },
      ]}
    />
  );
}

function Moment({ at, where, never }: { at: number | null; where: string | null; never: string }) {
  const dates = useDates();
  if (at === null) return <span className="soft">{never}</span>;
  return (
    <span className="line">
      {dates.time(at)}
      <span className="soft">{where}</span>
    </span>
  );
}

function Actions({ device, onApprove }: { device: Device; onApprove: () => void }) {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const revoke = useCommand(api.devices.revoke);
  if (device.state === 'revoked') return null;
  const pending = device.state === 'pending';
  return (
    <span className="line">
      <Button size="small" type={pending ? 'primary' : 'default'} onClick={onApprove}>
        {t(pending ? 'device.approve' : 'device.reassign')}
      </Button>
      <Popconfirm
        title={t('device.revokeWarn', { name: device.name })}
        okText={t('device.revoke')}
        cancelText={t('common.cancel')}
        onConfirm={() =>
          revoke.mutate(
            { params: { id: device.id }, body: { version: device.version } },
            {
              onSuccess: () => void message.success(t('device.revoked')),
              onError: (error) => void message.error(words(error)),
            },
          )
        }
      >
        <Button size="small" danger loading={revoke.isPending}>
          {t('device.revoke')}
        </Button>
      </Popconfirm>
    </span>
  );
}
