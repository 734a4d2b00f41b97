import { api } from '@xinhang/shared/contract/api.ts';
import { setupSteps, type SetupStep } from '@xinhang/shared/settings.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Steps } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { keyOf, queryClient, useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { AccountStep } from './account-step.tsx';
import { BackupStep } from './backup-step.tsx';
import { CompanyStep } from './company-step.tsx';
import { EncryptionStep } from './encryption-step.tsx';
import { ModelStep } from './model-step.tsx';
import { PresetStep } from './preset-step.tsx';
import { NetworkStep } from './network-step.tsx';
import type { StepProps } from './step.tsx';
import { SummaryStep } from './summary-step.tsx';
import './setup.css';

const shown = setupSteps.filter((step) => step !== 'done');
type ShownStep = Exclude<SetupStep, 'done'>;

const bodies: Record<ShownStep, (props: StepProps) => React.JSX.Element> = {
  company: CompanyStep,
  account: AccountStep,
  model: ModelStep,
  preset: PresetStep,
  backup: BackupStep,
  encryption: EncryptionStep,
  network: NetworkStep,
  summary: SummaryStep,
};

/** The first start: one question after the other, each saved where the settings have it. */
export function SetupPage() {
  const { t } = useText();
  const maySet = useMay('system.settings');
  const found = useEndpoint(api.settings.get, {});
  if (!maySet) return <Alert type="info" showIcon title={t('page.forbidden')} />;
  if (!found.data) {
    return (
      <div className="page">
        <Unread found={found} />
      </div>
    );
  }
  const { version, values } = found.data;
  if (values['setup.step'] === 'done') {
    return (
      <div className="page">
        <Alert type="info" showIcon title={t('setup.isDone')} />
      </div>
    );
  }
  return <Content version={version} reached={values['setup.step']} />;
}

function Content({ version, reached }: { version: number; reached: ShownStep }) {
  const { t } = useText();
  const words = useProblemText();
  const navigate = useNavigate();
  const update = useCommand(api.settings.update);
  const [chosen, setChosen] = useState<ShownStep | null>(null);
  const step = chosen ?? reached;
  const at = shown.indexOf(step);
  const furthest = shown.indexOf(reached);

  const keep = (next: SetupStep, then: () => void) => {
    // A step that changed settings itself has read them anew by now.
    const known = queryClient.getQueryData<{ version: number }>(keyOf(api.settings.get, {}));
    update.mutate(
      { body: { version: known?.version ?? version, values: { 'setup.step': next } } },
      {
        onSuccess: (after) => {
          // At once: else the step before would be seen again, and the bar after the last one.
          queryClient.setQueryData(keyOf(api.settings.get, {}), after);
          then();
        },
      },
    );
  };
  const onNext = () => {
    const next = shown[at + 1];
    if (next === undefined) return keep('done', () => void navigate({ to: '/home' }));
    if (at < furthest) setChosen(next);
    else keep(next, () => setChosen(null));
  };
  const Body = bodies[step];
  return (
    <div className="page page-scroll">
      <div className="page-bar setup-head">
        <h1>{t('setup.title')}</h1>
        <span className="spring" />
        <Button type="link" onClick={() => void navigate({ to: '/home' })}>
          {t('setup.later')}
        </Button>
      </div>
      <div className="setup-columns">
        <Steps
          orientation="vertical"
          size="small"
          current={at}
          onChange={(to) => setChosen(shown[to] ?? null)}
          items={shown.map((one, index) => ({
            title: t(`setup.step.${one}`),
            disabled: index > furthest,
          }))}
        />
        <section className="setup-body stack" aria-label={t(`setup.step.${step}`)}>
          <h2>{t(`setup.head.${step}`)}</h2>
          <p className="soft">{t(`setup.why.${step}`)}</p>
          {update.error && <Alert type="error" showIcon role="alert" title={words(update.error)} />}
          <Body
            key={step}
            onNext={onNext}
            onBack={at === 0 ? null : () => setChosen(shown[at - 1]!)}
            going={update.isPending}
          />
        </section>
      </div>
    </div>
  );
}
