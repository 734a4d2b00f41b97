import { api } from '@xinhang/shared/contract/api.ts';
import { Link } from '@tanstack/react-router';
import { useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Loaded, together } from '../../ui/loaded.tsx';
import { StepFoot, type StepProps } from './step.tsx';

const next = [
  { to: '/org', word: 'people' },
  { to: '/devices', word: 'devices' },
  { to: '/imports', word: 'import' },
  { to: '/going-live', word: 'goingLive' },
  { to: '/backups', word: 'backup' },
] as const;

export function SummaryStep(props: StepProps) {
  const { t } = useText();
  const me = useMe();
  const places = useEndpoint(api.server.places, {});
  const company = useEndpoint(api.org.getCompany, {});
  const backups = useEndpoint(api.backups.status, {});
  return (
    <div className="stack">
      <Loaded found={together(places, company, backups)}>
        {([{ backupDirectory, reachedAt }, { name, timeZone, salesModel }, { encrypted }]) => (
          <FactList
            facts={[
              [t('company.name'), name],
              [t('company.timeZone'), timeZone],
              [t('setup.step.account'), `${me.user.name} · ${me.user.login}`],
              [t('company.salesModel'), t(`model.${salesModel}`)],
              [t('backup.directory'), backupDirectory],
              [
                t('setup.step.encryption'),
                t(`setup.encryption.${encrypted ? 'encrypted' : 'plain'}`),
              ],
              [
                t('setup.reachedAt'),
                reachedAt.map((at) => `https://${at}`).join('  ') || t('setup.listen.self'),
              ],
            ]}
          />
        )}
      </Loaded>
      <h3>{t('setup.nextTitle')}</h3>
      <ul className="setup-next">
        {next.map(({ to, word }) => (
          <li key={to}>
            <Link to={to}>{t(`setup.next.${word}`)}</Link>
            <div className="soft">{t(`setup.nextWhy.${word}`)}</div>
          </li>
        ))}
      </ul>
      <span className="soft">{t('setup.changeLater')}</span>
      <StepFoot {...props} label={t('setup.finish')} />
    </div>
  );
}
