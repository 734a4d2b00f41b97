import { UNNAMED_COMPANY } from '@xinhang/shared/company.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { Alert, Form, Input, Select } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useZones } from '../../ui/time-zones.ts';
import { StepFoot, type StepProps } from './step.tsx';
import { useSaved } from './use-saved.ts';

type Company = EndpointOutput<typeof api.org.getCompany>;

export function CompanyStep(props: StepProps) {
  const found = useEndpoint(api.org.getCompany, {});
  return <Loaded found={found}>{(company) => <Content {...props} company={company} />}</Loaded>;
}

function Content({ company, ...step }: StepProps & { company: Company }) {
  const { t } = useText();
  const zones = useZones(company.timeZone);
  const words = useProblemText();
  const onSuccess = useSaved(step.onNext);
  const update = useCommand(api.org.updateCompany);
  const [form] = Form.useForm<{ name: string; timeZone: string }>();
  const submit = (values: { name: string; timeZone: string }) => {
    const same = values.name === company.name && values.timeZone === company.timeZone;
    if (same) return step.onNext();
    update.mutate({ body: { version: company.version, ...values } }, { onSuccess });
  };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{
        name: company.name === UNNAMED_COMPANY ? '' : company.name,
        timeZone: company.timeZone,
      }}
      onFinish={submit}
    >
      <Form.Item
        name="name"
        label={t('company.name')}
        extra={t('company.nameWhy')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={100} onPressEnter={() => form.submit()} />
      </Form.Item>
      <Form.Item name="timeZone" label={t('company.timeZone')} extra={t('company.timeZoneWhy')}>
        <Select showSearch optionFilterProp="label" options={zones} />
      </Form.Item>
      {update.error && <Alert type="error" showIcon role="alert" title={words(update.error)} />}
      <StepFoot {...step} onNext={() => form.submit()} saving={update.isPending} />
    </Form>
  );
}
