import { api } from '@xinhang/shared/contract/api.ts';
import { App, Button } from 'antd';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { queryClient, useCommand, useEndpoint } from '../../app/query.ts';
import { useMay, useMe, useSession } from '../../app/session.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { comma, useText } from '../../i18n/i18n.ts';
import { useReadyNames } from '../../i18n/ready-names.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { LookFields } from '../../ui/look-fields.tsx';
import { Section } from '../../ui/section.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Deputies } from './deputies.tsx';
import { OwnPassword } from './own-password.tsx';
import { SessionTable } from './session-table.tsx';
import { useViewAs } from './use-view-as.ts';

/** The person's own page: who one is here, how it looks, password and logins. */
export function OwnPage() {
  const { t } = useText();
  const { roleName } = useReadyNames();
  const me = useMe();
  const mayView = useMay('system.viewAs');
  const facts: [string, string][] = [
    [t('org.name'), me.user.name],
    [t('org.login'), me.user.login],
    [t('org.dept'), me.user.dept.name],
    [t('org.post'), me.user.post],
    [t('org.roles'), me.roles.map((role) => roleName(role.name)).join(comma())],
  ];
  return (
    <div className="page page-scroll">
      <h1 className="page-title">{t('own.title')}</h1>
      <div className="own-columns">
        <div>
          <Section title={t('own.me')}>
            <p className="soft own-why">{t('own.meWhy')}</p>
            <FactList facts={facts} none={t('common.none')} />
          </Section>
          <Section title={t('own.look')}>
            <p className="soft own-why">{t('own.lookWhy')}</p>
            <div className="own-look">
              <LookFields />
            </div>
          </Section>
          <Deputies />
          {mayView && <ViewAsSection />}
        </div>
        <div>
          <Section title={t('own.password')}>
            <p className="soft own-why">{t('own.passwordWhy')}</p>
            <OwnPassword />
          </Section>
          <OwnSessions />
        </div>
      </div>
    </div>
  );
}

function ViewAsSection() {
  const { t } = useText();
  const viewAs = useViewAs();
  return (
    <Section title={t('viewAs.pick')}>
      <p className="soft own-why">{t('viewAs.why')}</p>
      <div className="own-look">
        <UserPicker
          single
          label={t('role.whoPick')}
          value={[]}
          onChange={([person]) => person && viewAs.ask(person)}
        />
      </div>
    </Section>
  );
}

function OwnSessions() {
  const { t } = useText();
  const words = useRefusalText();
  const { message, modal } = App.useApp();
  const end = useSession((store) => store.end);
  const sessions = useEndpoint(api.auth.listSessions, {});
  const endOne = useCommand(api.auth.endSession);
  const everywhere = useCommand(api.auth.logoutEverywhere, { refresh: false });
  const onError = (error: Error) => void message.error(words(error));
  const leave = () =>
    everywhere.mutate(
      {},
      {
        onError,
        onSuccess: () => {
          queryClient.clear();
          end();
        },
      },
    );
  return (
    <Section
      title={t('own.sessions')}
      extra={
        <Button
          danger
          size="small"
          loading={everywhere.isPending}
          onClick={() =>
            modal.confirm({
              title: t('session.everywhereAsk'),
              content: t('session.everywhereWhy'),
              okText: t('session.everywhere'),
              okButtonProps: { danger: true },
              onOk: leave,
            })
          }
        >
          {t('session.everywhere')}
        </Button>
      }
    >
      {sessions.error && <LoadError error={sessions.error} retry={() => void sessions.refetch()} />}
      <SessionTable
        rows={sessions.data?.rows ?? []}
        loading={sessions.isPending}
        empty={t('user.noSessions')}
        onEnd={(id) => endOne.mutate({ params: { id } }, { onError })}
      />
    </Section>
  );
}
