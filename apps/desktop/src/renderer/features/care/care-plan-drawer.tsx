import { careKinds, careTriggers, type CarePlan } from '@xinhang/shared/care.ts';
import { salesModels } from '@xinhang/shared/company.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { chanceGrades } from '@xinhang/shared/customers.ts';
import { shownFestival } from '@xinhang/shared/festivals.ts';
import { valueGrades } from '@xinhang/shared/value-grades.ts';
import { Form, Input, InputNumber, Segmented, Select } from 'antd';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';

type Values = Omit<CarePlan, 'id' | 'version' | 'active'>;

interface Props {
  open: boolean;
  onClose: () => void;
  /** Changed instead of a new one. */
  plan: CarePlan | null;
}

const fresh: Partial<Values> = {
  kind: 'call',
  trigger: 'interval',
  everyDays: 30,
  leadDays: 3,
  grades: [],
  valueGrades: [],
  models: [],
  tagIds: [],
};

/** A rule of care: what, when, and for which customers. */
export function CarePlanDrawer({ open, onClose, plan }: Props) {
  const { t, language } = useText();
  const [form] = Form.useForm<Values>();
  const trigger = Form.useWatch('trigger', form) ?? plan?.trigger ?? 'interval';
  const create = useCommand(api.carePlans.create, { form: true });
  const update = useCommand(api.carePlans.update);
  const tags = useEndpoint(api.settings.listTags, {});
  const settings = useEndpoint(api.settings.get, {});
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = (values: Values) => {
    const body = {
      ...values,
      everyDays: values.trigger === 'interval' ? values.everyDays : null,
      festival: values.trigger === 'festival' ? values.festival : null,
    };
    if (plan) {
      update.mutate(
        { params: { id: plan.id }, body: { version: plan.version, ...body } },
        { onSuccess: close },
      );
    } else create.mutate({ body }, { onSuccess: close });
  };
  const required = [{ required: true, message: t('common.required') }];
  const written = [{ required: true, whitespace: true, message: t('common.required') }];
  const festivals = settings.data?.values['care.festivals'] ?? [];
  return (
    <FormDrawer<Values>
      title={t(plan ? 'care.editPlan' : 'care.newPlan')}
      open={open}
      size={480}
      form={form}
      draft={plan ? `carePlan.${plan.id}` : 'carePlan.new'}
      initial={plan ?? fresh}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      <Form.Item name="name" label={t('care.name')} rules={written}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="kind" label={t('care.kind')}>
        <Segmented<CarePlan['kind']>
          options={careKinds.map((value) => ({ value, label: t(`care.kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="what" label={t('care.what')} rules={written}>
        <GrowingText maxLength={300} minRows={2} maxRows={6} />
      </Form.Item>
      <Form.Item name="trigger" label={t('care.when')}>
        <Select<CarePlan['trigger']>
          options={careTriggers.map((value) => ({ value, label: t(`care.trigger.${value}`) }))}
        />
      </Form.Item>
      {trigger === 'interval' && (
        <Form.Item name="everyDays" label={t('care.everyDays')} rules={required}>
          <InputNumber<number>
            min={1}
            max={730}
            precision={0}
            suffix={t('unit.days')}
            style={{ width: '100%' }}
          />
        </Form.Item>
      )}
      {trigger === 'festival' && (
        <Form.Item name="festival" label={t('care.festival')} rules={required}>
          <Select<string>
            options={festivals.map(({ name }) => ({
              value: name,
              label: shownFestival(name, language),
            }))}
          />
        </Form.Item>
      )}
      <Form.Item name="leadDays" label={t('care.leadDays')} rules={required}>
        <InputNumber<number>
          min={0}
          max={60}
          precision={0}
          suffix={t('unit.days')}
          style={{ width: '100%' }}
        />
      </Form.Item>
      <Form.Item name="grades" label={t('care.grades')} extra={t('care.emptyMeansAll')}>
        <Select<CarePlan['grades']>
          mode="multiple"
          options={chanceGrades.map((value) => ({ value, label: value }))}
        />
      </Form.Item>
      <Form.Item name="valueGrades" label={t('care.valueGrades')} extra={t('care.emptyMeansAll')}>
        <Select<CarePlan['valueGrades']>
          mode="multiple"
          options={valueGrades.map((value) => ({ value, label: value }))}
        />
      </Form.Item>
      <Form.Item name="models" label={t('care.models')} extra={t('care.emptyMeansAll')}>
        <Select<CarePlan['models']>
          mode="multiple"
          options={salesModels.map((value) => ({ value, label: t(`model.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="tagIds" label={t('care.tags')} extra={t('care.emptyMeansAll')}>
        <Select<number[]>
          mode="multiple"
          optionFilterProp="label"
          options={(tags.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}
