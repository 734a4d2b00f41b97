import { alertKinds, type AlertKind, type AlertRule } from '@xinhang/shared/alerts.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { gradesOrNone, type GradeOrNone } from '@xinhang/shared/pools.ts';
import { Checkbox, Form, InputNumber, Select } from 'antd';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';

interface Values {
  kind: AlertKind;
  deptId?: number | null;
  grades?: GradeOrNone[];
  stageIds?: number[];
  days: number;
  times?: number | null;
  workdays?: boolean;
  headDays?: number | null;
  aboveDays?: number | null;
}

/** One rule of alerts; its kind and department stay once it is there. */
export function AlertRuleDrawer({
  rule,
  onClose,
}: {
  rule: AlertRule | null;
  onClose: () => void;
}) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.alerts.createRule, { form: true });
  const update = useCommand(api.alerts.updateRule, { form: true });
  const depts = useEndpoint(api.org.listDepts, {});
  const pipelines = useEndpoint(api.pipelines.list, {});
  const chosen = Form.useWatch('kind', form);
  const kind = rule?.kind ?? chosen ?? 'customerIdle';
  const command = rule ? update : create;
  const submit = (values: Values) => {
    const body = {
      grades: values.grades ?? [],
      stageIds: values.stageIds ?? [],
      days: values.days ?? 1,
      times: values.times ?? null,
      workdays: values.workdays ?? false,
      headDays: values.headDays ?? null,
      aboveDays: values.aboveDays ?? null,
    };
    if (rule) {
      update.mutate(
        { params: { id: rule.id }, body: { version: rule.version, ...body } },
        { onSuccess: onClose },
      );
    } else {
      create.mutate(
        { body: { kind: values.kind, deptId: values.deptId ?? null, ...body } },
        { onSuccess: onClose },
      );
    }
  };
  const required = [{ required: true, message: t('common.required') }];
  const days = (name: 'days' | 'headDays' | 'aboveDays', label: string, must: boolean) => (
    <Form.Item name={name} label={label} {...(must && { rules: required })}>
      <InputNumber
        min={1}
        max={365}
        precision={0}
        style={{ width: '100%' }}
        suffix={t('unit.days')}
      />
    </Form.Item>
  );
  return (
    <FormDrawer<Values>
      title={t(rule ? 'alert.rule.change' : 'alert.rule.new')}
      open
      size={460}
      form={form}
      initial={
        rule
          ? { ...rule, deptId: rule.dept?.id ?? null }
          : { kind: 'customerIdle', days: 7, workdays: true, headDays: 3, aboveDays: 3 }
      }
      error={command.error}
      saving={command.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="kind" label={t('alert.kind')} rules={required}>
        <Select
          disabled={rule !== null}
          options={alertKinds.map((value) => ({ value, label: t(`alert.kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="deptId" label={t('workLog.dept')} extra={t('alert.rule.deptWhy')}>
        <Select
          allowClear
          disabled={rule !== null}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('alert.rule.company')}
          options={(depts.data?.rows ?? []).map((dept) => ({ value: dept.id, label: dept.name }))}
        />
      </Form.Item>
      {kind === 'customerIdle' && (
        <Form.Item name="grades" label={t('pool.grades')} rules={required}>
          <Select
            mode="multiple"
            options={gradesOrNone.map((value) => ({
              value,
              label: value === 'none' ? t('pool.grade.none') : value,
            }))}
          />
        </Form.Item>
      )}
      {kind === 'dealIdle' && (
        <Form.Item name="stageIds" label={t('alert.rule.stages')} extra={t('alert.rule.stagesWhy')}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={(pipelines.data?.rows ?? []).map((one) => ({
              label: one.name,
              options: one.stages.map((stage) => ({ value: stage.id, label: stage.name })),
            }))}
          />
        </Form.Item>
      )}
      {kind !== 'dealBack' &&
        kind !== 'dealRival' &&
        days('days', t(`alert.rule.days.${kind}`), true)}
      {kind === 'dealSlipped' && (
        <Form.Item name="times" label={t('alert.rule.times')} extra={t('alert.rule.timesWhy')}>
          <InputNumber min={1} max={50} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      )}
      {days('headDays', t('alert.rule.headDays'), false)}
      {days('aboveDays', t('alert.rule.aboveDays'), false)}
      <Form.Item name="workdays" valuePropName="checked" extra={t('alert.rule.quiet')}>
        <Checkbox>{t('alert.rule.countWorkdays')}</Checkbox>
      </Form.Item>
    </FormDrawer>
  );
}
