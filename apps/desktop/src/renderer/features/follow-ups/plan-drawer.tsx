import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { planKinds, type Plan } from '@xinhang/shared/plans.ts';
import { Form, Segmented } from 'antd';
import { useCommand } from '../../app/query.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { DateField } from '../../form/date-field.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { TimeField } from '../../form/time-field.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';

interface Values {
  customer?: NameRef | null;
  kind: Plan['kind'];
  purpose: string;
  dueOn: string;
  dueTime?: string | null;
  companion?: NameRef[];
}

interface Props {
  open: boolean;
  onClose: () => void;
  /** Changed instead of a new one. */
  plan?: Plan;
  /** The customer of a new one, where it is known. */
  customer?: NameRef;
}

/** A plan: with whom, what for, when, and who goes along. */
export function PlanDrawer({ open, onClose, plan, customer }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.plans.create, { form: true });
  const update = useCommand(api.plans.update);
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = ({
    customer: chosen,
    kind,
    purpose,
    dueOn,
    dueTime = null,
    companion,
  }: Values) => {
    if (plan) {
      const body = {
        version: plan.version,
        ...(kind !== plan.kind && { kind }),
        ...(purpose !== plan.purpose && { purpose }),
        ...(dueOn !== plan.dueOn && { dueOn }),
        ...(dueTime !== plan.dueTime && { dueTime }),
      };
      if (Object.keys(body).length === 1) close();
      else update.mutate({ params: { id: plan.id }, body }, { onSuccess: close });
      return;
    }
    const body = {
      customerId: (customer ?? chosen)!.id,
      kind,
      purpose,
      dueOn,
      dueTime,
      companionId: companion?.[0]?.id ?? null,
    };
    create.mutate({ body }, { onSuccess: close });
  };
  const required = [{ required: true, message: t('common.required') }];
  const draft = plan ? `plan.${plan.id}` : customer ? `plan.of.${customer.id}` : 'plan.new';
  return (
    <FormDrawer<Values>
      title={t(plan ? 'plan.change' : 'plan.new')}
      open={open}
      size={460}
      form={form}
      draft={draft}
      initial={
        plan
          ? { kind: plan.kind, purpose: plan.purpose, dueOn: plan.dueOn, dueTime: plan.dueTime }
          : { kind: 'visit' }
      }
      names={{ customerId: 'customer', companionId: 'companion' }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      {!plan && !customer && (
        <Form.Item name="customer" label={t('contact.customer')} rules={required}>
          <CustomerRefPicker label={t('contact.customer')} placeholder={t('contact.customer')} />
        </Form.Item>
      )}
      <Form.Item name="kind" label={t('plan.kind')}>
        <Segmented<Plan['kind']>
          options={planKinds.map((value) => ({ value, label: t(`plan.kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="purpose"
        label={t('plan.purpose')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <GrowingText maxLength={500} minRows={2} maxRows={8} />
      </Form.Item>
      <Form.Item name="dueOn" label={t('plan.dueOn')} rules={required}>
        <DateField />
      </Form.Item>
      <Form.Item name="dueTime" label={t('plan.dueTime')} extra={t('plan.dueTimeWhy')}>
        <TimeField />
      </Form.Item>
      {!plan && (
        <Form.Item name="companion" label={t('plan.companion')}>
          <UserPicker single label={t('plan.companion')} />
        </Form.Item>
      )}
    </FormDrawer>
  );
}
