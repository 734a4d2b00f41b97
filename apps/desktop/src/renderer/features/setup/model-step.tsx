import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { salesModels } from '@xinhang/shared/company.ts';
import { Alert } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Choice } from './choice.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { StepFoot, type StepProps } from './step.tsx';
import { ModelDepts } from './model-depts.tsx';
import { useSaved } from './use-saved.ts';

type Company = EndpointOutput<typeof api.org.getCompany>;

export function ModelStep(props: StepProps) {
  const found = useEndpoint(api.org.getCompany, {});
  return <Loaded found={found}>{(company) => <Content {...props} company={company} />}</Loaded>;
}

function Content({ company, ...step }: StepProps & { company: Company }) {
  const { t } = useText();
  const words = useProblemText();
  const onSuccess = useSaved(step.onNext);
  const update = useCommand(api.org.updateCompany);
  const [model, setModel] = useState(company.salesModel);
  const submit = () => {
    if (model === company.salesModel) return step.onNext();
    update.mutate({ body: { version: company.version, salesModel: model } }, { onSuccess });
  };
  return (
    <div className="stack">
      <Choice
        label={t('company.salesModel')}
        value={model}
        onChange={setModel}
        options={salesModels.map((value) => ({
          value,
          label: t(`model.${value}`),
          why: t(`setup.model.${value}`),
        }))}
      />
      <ModelDepts company={model} />
      {update.error && <Alert type="error" showIcon role="alert" title={words(update.error)} />}
      <StepFoot {...step} onNext={submit} saving={update.isPending} />
    </div>
  );
}
