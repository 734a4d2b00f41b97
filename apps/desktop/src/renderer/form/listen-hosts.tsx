import { api } from '@xinhang/shared/contract/api.ts';
import type { ServerPlaces } from '@xinhang/shared/server.ts';
import { Alert, App, Button, Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../app/problem-text.ts';
import { useCommand } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { FactList } from '../ui/fact-list.tsx';

type Choice = 'self' | 'all' | 'some';
const EVERY = '0.0.0.0';

const choiceOf = (hosts: readonly string[]): Choice =>
  hosts.length === 0 ? 'self' : hosts.includes(EVERY) ? 'all' : 'some';

/** At which of its addresses the server listens for the other machines of the office. */
export function ListenHosts(props: {
  places: ServerPlaces;
  /** Whether something is chosen that is not in use yet. */
  onChosen?: (unsaved: boolean) => void;
}) {
  const { places, onChosen } = props;
  const { t } = useText();
  const words = useFieldProblemText();
  const { message } = App.useApp();
  const set = useCommand(api.server.setHosts);
  const [choice, setChoice] = useState<Choice>(choiceOf(places.hosts));
  const [some, setSome] = useState<string[]>(
    places.hosts.filter((host) => places.ownAddresses.includes(host)),
  );
  const hosts = choice === 'self' ? [] : choice === 'all' ? [EVERY] : some;
  const changed = JSON.stringify(hosts) !== JSON.stringify(places.hosts);
  const facts = [
    [t('setup.reachedAt'), places.reachedAt.map((at) => `https://${at}`).join('  ')],
    [t('setup.fingerprint'), places.hosts.length > 0 ? (places.fingerprint ?? '') : ''],
  ] as const;
  if (places.hostsFixed) {
    return (
      <div className="stack">
        <Alert type="info" showIcon title={t('setup.fixed')} />
        <FactList facts={facts} />
      </div>
    );
  }
  return (
    <div className="stack">
      <Radio.Group
        className="stack"
        value={choice}
        onChange={(event) => {
          const next = event.target.value as Choice;
          setChoice(next);
          onChosen?.(next !== choiceOf(places.hosts));
        }}
        options={(['self', 'all', 'some'] as const).map((value) => ({
          value,
          label: t(`setup.listen.${value}`),
        }))}
      />
      {choice === 'some' && (
        <Checkbox.Group
          aria-label={t('setup.listen.some')}
          value={some}
          onChange={setSome}
          options={places.ownAddresses}
        />
      )}
      {set.error && <Alert type="error" showIcon role="alert" title={words(set.error)} />}
      <div>
        <Button
          type={changed ? 'primary' : 'default'}
          disabled={!changed || (choice === 'some' && some.length === 0)}
          loading={set.isPending}
          onClick={() =>
            set.mutate(
              { body: { hosts } },
              {
                onSuccess: () => {
                  onChosen?.(false);
                  void message.success(t('settings.saved'));
                },
              },
            )
          }
        >
          {t('setup.listenSave')}
        </Button>
      </div>
      <FactList facts={facts} />
      {places.hosts.length > 0 && <span className="soft">{t('setup.firewall')}</span>}
    </div>
  );
}
