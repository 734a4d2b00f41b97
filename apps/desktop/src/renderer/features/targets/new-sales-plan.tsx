import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { achievementSpans } from '@xinhang/shared/performance.ts';
import { Form, Select } from 'antd';
import { useCommand } from '../../app/query.ts';
import { DateField } from '../../form/date-field.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';

interface Values {
  deptId?: number;
  span: (typeof achievementSpans)[number];
  on?: string | null;
}

interface Props {
  open: boolean;
  depts: readonly NameRef[];
  onClose: () => void;
  onMade: (id: number) => void;
}

/** Of which department, for which period. */
export function NewSalesPlan({ open, depts, onClose, onMade }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.salesPlans.create, { form: true });
  const close = () => {
    create.reset();
    onClose();
  };
  const required = [{ required: true, message: t('common.required') }];
  return (
    <FormDrawer<Values>
      title={t('salesPlan.new')}
      open={open}
      size={420}
      form={form}
      initial={{ span: 'quarter', on: today, ...(depts[0] && { deptId: depts[0].id }) }}
      codes={{ 'already-exists': 'on' }}
      error={create.error}
      saving={create.isPending}
      onSubmit={({ deptId, span, on }) =>
        create.mutate(
          { body: { deptId: deptId!, span, on: on! } },
          {
            onSuccess: ({ id }) => {
              close();
              onMade(id);
            },
          },
        )
      }
      onClose={close}
    >
      <Form.Item name="deptId" label={t('org.dept')} rules={required}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={depts.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="span" label={t('achievement.span')} rules={required}>
        <Select options={achievementSpans.map((value) => ({ value, label: t(`span.${value}`) }))} />
      </Form.Item>
      <Form.Item name="on" label={t('salesPlan.on')} rules={required}>
        <DateField />
      </Form.Item>
    </FormDrawer>
  );
}
