import type { ServerStatus } from '@xinhang/shared/server.ts';
import { useText } from '../../i18n/i18n.ts';
import { bytesText } from '@xinhang/shared/bytes.ts';
import { useDates } from '../../ui/dates.ts';

type Facts = readonly (readonly [label: string, value: string])[];

const engines: Readonly<Record<string, string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

/** The figures of the server, part by part, in words. */
export function useServerFacts(status: ServerStatus) {
  const { t } = useText();
  const dates = useDates();
  const at = (instant: number | null) => (instant === null ? '' : dates.time(instant));
  const bytes = (value: number | null) => (value === null ? '' : bytesText(value));
  const { memory, data, backups, network, people, devices, jobs } = status;
  const parts: {
    key: 'machine' | 'data' | 'backups' | 'network' | 'people' | 'jobs';
    facts: Facts;
  }[] = [
    {
      key: 'machine',
      facts: [
        [t('server.version'), status.version],
        [t('server.startedAt'), at(status.startedAt)],
        [t('server.host'), status.host],
        [t('server.platform'), `${status.platform} · Node ${status.node}`],
        [
          t('server.memory'),
          t('server.memoryOf', {
            used: bytesText(memory.usedBytes),
            free: bytesText(memory.freeBytes),
            total: bytesText(memory.totalBytes),
          }),
        ],
      ],
    },
    {
      key: 'data',
      facts: [
        [t('server.directory'), data.directory],
        [t('server.free'), bytes(data.freeBytes)],
        [t('server.engine'), engines[status.engine] ?? status.engine],
        [t('server.database'), bytes(data.databaseBytes)],
        [t('server.log'), bytes(data.logBytes)],
      ],
    },
    {
      key: 'backups',
      facts: [
        [t('backup.lastVerified'), at(backups.lastVerifiedAt) || t('backup.never')],
        [t('backup.lastCopy'), at(backups.lastCopiedAt) || t('backup.never')],
        [t('backup.directory'), backups.directory],
      ],
    },
    {
      key: 'network',
      facts: [
        [
          t('setup.reachedAt'),
          network.addresses.map((address) => `https://${address}`).join('  ') ||
            t('setup.listen.self'),
        ],
        [t('server.certificateUntil'), at(network.certificateUntil)],
        [t('server.authorityUntil'), at(network.authorityUntil)],
      ],
    },
    {
      key: 'people',
      facts: [
        [t('server.sessions'), String(people.sessions)],
        [t('server.streams'), String(people.streams)],
        [
          t('server.devices'),
          t('server.devicesOf', { approved: devices.approved, pending: devices.pending }),
        ],
      ],
    },
    {
      key: 'jobs',
      facts: [
        [t('server.running'), String(jobs.running)],
        [t('server.queued'), String(jobs.queued)],
        [t('server.failedJobs'), String(jobs.failed)],
      ],
    },
  ];
  return parts;
}
