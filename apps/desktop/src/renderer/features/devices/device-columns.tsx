import type { Device } from '@xinhang/shared/devices.ts';
import { useMemo } from 'react';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { useDates } from '../../ui/dates.ts';

/** So much of a key is enough to compare two by eye. */
const KEY_SHOWN = 16;

export function useDeviceColumns(): Column<Device>[] {
  const { t, language } = useText();
  const dates = useDates();
  const moment = (at: number | null, where: string | null) =>
    at === null ? '' : [dates.time(at), where].filter(Boolean).join(' · ');
  return useMemo(
    () => [
      { key: 'name', grows: true, title: t('device.name'), width: 180, text: (row) => row.name },
      {
        key: 'kind',
        title: t('device.kind'),
        width: 100,
        text: (row) => t(`device.kind.${row.kind}`),
      },
      {
        key: 'state',
        title: t('device.state'),
        width: 84,
        text: (row) => t(`device.state.${row.state}`),
        render: (row) => (
          <span className={row.state === 'pending' ? 'danger' : ''}>
            {t(`device.state.${row.state}`)}
          </span>
        ),
      },
      {
        key: 'user',
        title: t('device.user'),
        width: 116,
        text: (row) => row.user?.name ?? t('device.everybody'),
      },
      {
        key: 'lastSeen',
        title: t('device.lastSeen'),
        width: 230,
        text: (row) => moment(row.lastSeenAt, row.lastAddress) || t('device.never'),
      },
      {
        key: 'asked',
        title: t('device.asked'),
        width: 230,
        text: (row) => moment(row.askedAt, row.askedFrom),
      },
      {
        key: 'key',
        title: t('device.key'),
        width: 150,
        text: (row) => row.key,
        render: (row) => <code>{row.key.slice(0, KEY_SHOWN)}</code>,
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language, dates the day
    [language, dates.today],
  );
}
