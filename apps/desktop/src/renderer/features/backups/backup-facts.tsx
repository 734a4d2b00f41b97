import type { BackupStatus } from '@xinhang/shared/backups.ts';
import { Alert, Button } from 'antd';
import { useMay } from '../../app/session.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { bytesText } from '@xinhang/shared/bytes.ts';

/** Why it failed, in words for whoever looks after the server. */
const whyOf = (problem: string) =>
  wordKey('backup.why', problem, wordKey('problem', problem, 'backup.why.internal'));

/** What must be known at a glance, the alarms first. */
export function BackupFacts(props: {
  status: BackupStatus;
  onKey: () => void;
  onDirectory: () => void;
}) {
  const { status, onKey } = props;
  const { t } = useText();
  const dates = useDates();
  const mayRestore = useMay('system.restore');
  const { failure, lastVerified, lastCopy } = status;
  const facts: [label: string, value: string][] = [
    [t('backup.lastVerified'), lastVerified ? dates.time(lastVerified.at) : t('backup.never')],
    [t('backup.lastCopy'), lastCopy ? dates.time(lastCopy.at) : t('backup.never')],
    [t('backup.space'), bytesText(status.freeBytes)],
    [t('backup.directory'), status.directory],
    ...(status.signer === null
      ? []
      : [[t('backup.signer'), status.signer] satisfies [string, string]]),
  ];
  return (
    <div className="backup-facts stack">
      {failure && (
        <Alert
          type="error"
          showIcon
          title={t('backup.isFailing', { date: failure.businessDate })}
          description={
            <>
              {t(whyOf(failure.problem))} {t('backup.thenAgain')}
              {status.overdue && <div>{t('backup.isOverdue')}</div>}
            </>
          }
        />
      )}
      {status.overdue && !failure && (
        <Alert type="warning" showIcon title={t('backup.isOverdue')} />
      )}
      {status.low && (
        <Alert
          type="warning"
          showIcon
          title={t('backup.isLow', {
            free: bytesText(status.freeBytes),
            wanted: bytesText(status.wantedFreeBytes),
          })}
        />
      )}
      {status.recoveryKeyAt === null && (
        <Alert
          type="info"
          showIcon
          title={t('backup.noKey')}
          action={
            mayRestore && (
              <Button size="small" onClick={onKey}>
                {t('backup.newKey')}
              </Button>
            )
          }
        />
      )}
      <dl className="backup-figures">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="soft">{label}</dt>
            <dd title={value}>
              {value}
              {label === t('backup.directory') && (
                <Button type="link" size="small" onClick={props.onDirectory}>
                  {t('backup.changeDirectory')}
                </Button>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
