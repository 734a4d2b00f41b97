import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { Alert } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { ListenHosts } from '../../form/listen-hosts.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded, together } from '../../ui/loaded.tsx';
import { Choice } from './choice.tsx';
import { StepFoot, type StepProps } from './step.tsx';

type Settings = EndpointOutput<typeof api.settings.get>;

export function NetworkStep(props: StepProps) {
  const [unsaved, setUnsaved] = useState(false);
  const places = useEndpoint(api.server.places, {}, { poll: () => 2000 });
  const settings = useEndpoint(api.settings.get, {});
  return (
    <Loaded found={together(places, settings)}>
      {([where, set]) => (
        <div className="stack">
          <ListenHosts key={where.hosts.join()} places={where} onChosen={setUnsaved} />
          <Access {...props} settings={set} open={where.hosts.length > 0} unsaved={unsaved} />
        </div>
      )}
    </Loaded>
  );
}

const ways = ['device', 'password'] as const;

function Access(props: StepProps & { settings: Settings; open: boolean; unsaved: boolean }) {
  const { settings, open, unsaved, ...step } = props;
  const { t } = useText();
  const words = useProblemText();
  const update = useCommand(api.settings.update);
  const now = settings.values['network.lanAccess'];
  const [way, setWay] = useState(now);
  const choose = (next: (typeof ways)[number]) => {
    setWay(next);
    if (next === now) return;
    update.mutate(
      { body: { version: settings.version, values: { 'network.lanAccess': next } } },
      { onError: () => setWay(now) },
    );
  };
  return (
    <>
      {open && (
        <>
          <h3>{t('setup.lan')}</h3>
          <Choice<Settings['values']['network.lanAccess']>
            label={t('setup.lan')}
            value={way}
            onChange={(value) => {
              if (value !== 'refused') choose(value);
            }}
            options={ways.map((value) => ({
              value,
              label: t(`setting.network.lanAccess.${value}`),
              why: t(`setup.lanWhy.${value}`),
            }))}
          />
        </>
      )}
      {update.error && <Alert type="error" showIcon role="alert" title={words(update.error)} />}
      <StepFoot {...step} saving={update.isPending} disabled={unsaved} />
    </>
  );
}
