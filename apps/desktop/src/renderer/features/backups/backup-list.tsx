import { api } from '@xinhang/shared/contract/api.ts';
import { backupKinds, type BackupFileRow } from '@xinhang/shared/backups.ts';
import type { ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { bytesText } from '@xinhang/shared/bytes.ts';

/** A number of its own for each file, made of what its name says. */
function idOf({ name, kind }: BackupFileRow): number {
  const digits = name.replaceAll(/\D/g, '').padEnd(14, '0');
  return Number(digits) * 10 + backupKinds.indexOf(kind);
}

interface Props {
  bar: ReactNode;
  onOpen: (row: BackupFileRow) => void;
  empty: string;
}

/** Every backup file with what came of it, newest first. */
export function BackupList({ bar, onOpen, empty }: Props) {
  const { t } = useText();
  const dates = useDates();
  const time = (ms: number | null) => (ms === null ? '' : dates.time(ms));
  return (
    <ListPage<BackupFileRow>
      label={t('menu.backups')}
      page="backups"
      queryKey={keyOf(api.backups.list)}
      fetchPage={(cursor, signal) =>
        client.call(api.backups.list, { query: { ...(cursor && { cursor }) }, signal })
      }
      idOf={idOf}
      onOpen={onOpen}
      columns={[
        { key: 'name', grows: true, title: t('backup.name'), width: 240, text: (row) => row.name },
        { key: 'date', title: t('backup.date'), width: 110, text: (row) => row.businessDate },
        {
          key: 'kind',
          title: t('backup.kind'),
          width: 96,
          text: (row) => t(`backup.kind.${row.kind}`),
        },
        {
          key: 'result',
          title: t('backup.result'),
          width: 84,
          text: (row) => t(`backup.result.${row.result}`),
          render: (row) => (
            <span className={row.result === 'failed' ? 'danger' : ''}>
              {t(`backup.result.${row.result}`)}
            </span>
          ),
        },
        {
          key: 'size',
          title: t('backup.size'),
          width: 84,
          align: 'end',
          value: (row) => row.size,
          text: (row) => bytesText(row.size),
        },
        {
          key: 'duration',
          title: t('backup.duration'),
          width: 80,
          align: 'end',
          text: (row) =>
            row.durationMs === null
              ? ''
              : t('backup.seconds', { n: (row.durationMs / 1000).toFixed(1) }),
        },
        {
          key: 'verified',
          title: t('backup.verifiedAt'),
          width: 140,
          text: (row) => time(row.verifiedAt),
        },
        {
          key: 'copied',
          title: t('backup.copiedAt'),
          width: 140,
          text: (row) => time(row.copiedAt),
        },
        {
          key: 'keeps',
          title: t('backup.keeps'),
          width: 170,
          text: (row) => t(`backup.keeps.${row.keeps}`),
        },
      ]}
      bar={bar}
      empty={empty}
    />
  );
}
