import { api } from '@xinhang/shared/contract/api.ts';
import type { BackupStatus } from '@xinhang/shared/backups.ts';
import { Alert } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { KeySheet } from '../../form/key-sheet.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Choice } from './choice.tsx';
import { StepFoot, type StepProps } from './step.tsx';

export function EncryptionStep(props: StepProps) {
  const found = useEndpoint(api.backups.status, {}, { staleMs: 0 });
  return <Loaded found={found}>{(status) => <Content {...props} status={status} />}</Loaded>;
}

function Content({ status, ...step }: StepProps & { status: BackupStatus }) {
  const { t } = useText();
  const words = useProblemText();
  const make = useCommand(api.backups.makeRecoveryKey);
  const encrypt = useCommand(api.backups.setEncryption);
  const [way, setWay] = useState<'plain' | 'encrypted'>(status.encrypted ? 'encrypted' : 'plain');
  const [made, setMade] = useState<{ recoveryKey: string; signer: string } | null>(null);
  const on = way === 'encrypted';

  const keepWay = () => {
    if (on === status.encrypted) return step.onNext();
    encrypt.mutate({ body: { on } }, { onSuccess: step.onNext });
  };
  // A lost key must not be found out on the day of the disaster: it is shown before it counts.
  const submit = () => {
    if (on && status.recoveryKeyAt === null) make.mutate({}, { onSuccess: setMade });
    else keepWay();
  };
  const error = make.error ?? encrypt.error;
  return (
    <div className="stack">
      <Choice
        label={t('setup.step.encryption')}
        value={way}
        onChange={setWay}
        options={(['plain', 'encrypted'] as const).map((value) => ({
          value,
          label: t(`setup.encryption.${value}`),
          why: t(`setup.encryptionWhy.${value}`),
        }))}
      />
      {error && <Alert type="error" showIcon role="alert" title={words(error)} />}
      <StepFoot {...step} onNext={submit} saving={make.isPending || encrypt.isPending} />
      <KeySheet
        made={made}
        onClose={() => {
          setMade(null);
          keepWay();
        }}
      />
    </div>
  );
}
