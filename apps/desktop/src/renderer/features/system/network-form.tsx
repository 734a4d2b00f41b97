import { api } from '@xinhang/shared/contract/api.ts';
import { Alert } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { ListenHosts } from '../../form/listen-hosts.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { networkKeys, RuleForm } from './rule-form.tsx';

/** Who is let in from where, and for how long; says from where the reader himself comes. */
export function NetworkForm() {
  const { t } = useText();
  const sessions = useEndpoint(api.auth.listSessions, {});
  const places = useEndpoint(api.server.places, {});
  const own = sessions.data?.rows.find((row) => row.current);
  return (
    <>
      <Alert
        type="info"
        showIcon
        style={{ marginBottom: 16 }}
        title={
          own
            ? t('network.here', { network: t(`network.${own.network}`), address: own.address })
            : t('network.self')
        }
        {...(own && { description: t('network.self') })}
      />
      <Section title={t('setup.listenTitle')}>
        <Loaded found={places}>
          {(where) => <ListenHosts key={where.hosts.join()} places={where} />}
        </Loaded>
      </Section>
      <RuleForm keys={networkKeys} />
    </>
  );
}
