import { api } from '@xinhang/shared/contract/api.ts';
import type { Pool } from '@xinhang/shared/pools.ts';
import { Form, Input, InputNumber, Switch } from 'antd';
import { useMemo } from 'react';
import { useCommand } from '../../app/query.ts';
import { DeptSelect } from '../../form/dept-select.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { toRuleDrafts, toRules, wrongRules, type RuleDraft } from './pool-draft.ts';
import { PoolRules } from './pool-rules.tsx';

interface Values {
  name: string;
  deptIds?: number[];
  coolDownDays?: number | null;
  claimsPerDay?: number | null;
  holdCap?: number | null;
  viewsPerDay?: number | null;
  workdays?: boolean;
  rules?: RuleDraft[];
}

interface Props {
  /** Null adds a new one. */
  pool: Pool | null;
  open: boolean;
  onClose: () => void;
}

const caps = ['claimsPerDay', 'holdCap', 'viewsPerDay'] as const;
const capWhy = {
  claimsPerDay: null,
  holdCap: 'pool.holdCapWhy',
  viewsPerDay: 'pool.viewsWhy',
} as const;

/** A pool with its limits and rules, saved as a whole. */
export function PoolDrawer({ pool, open, onClose }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.pools.create, { form: true });
  const update = useCommand(api.pools.update);
  const initial = useMemo<Partial<Values>>(
    () =>
      pool
        ? { ...pool, rules: toRuleDrafts(pool.rules) }
        : { deptIds: [], coolDownDays: 0, workdays: false, rules: [] },
    [pool],
  );
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = (values: Values) => {
    const body = {
      name: values.name.trim(),
      deptIds: values.deptIds ?? [],
      coolDownDays: values.coolDownDays ?? 0,
      claimsPerDay: values.claimsPerDay ?? null,
      holdCap: values.holdCap ?? null,
      viewsPerDay: values.viewsPerDay ?? null,
      workdays: values.workdays ?? false,
      rules: toRules(values.rules ?? []),
    };
    if (!pool) create.mutate({ body }, { onSuccess: close });
    else {
      const { id, version } = pool;
      update.mutate({ params: { id }, body: { version, ...body } }, { onSuccess: close });
    }
  };
  const rulesRule = {
    validator: async (_rule: unknown, value: RuleDraft[] = []) => {
      const wrong = wrongRules(value);
      if (wrong) throw new Error(t(`pool.wrong.${wrong}`));
    },
  };
  return (
    <FormDrawer<Values>
      title={t(pool ? 'pool.edit' : 'pool.new')}
      open={open}
      size={780}
      form={form}
      draft={pool ? `pool.${pool.id}` : 'pool.new'}
      initial={initial}
      codes={{ 'already-exists': 'name' }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      <div className="form-pair">
        <Form.Item
          name="name"
          label={t('pool.name')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input autoFocus maxLength={30} autoComplete="off" />
        </Form.Item>
        <Form.Item name="deptIds" label={t('pool.depts')} extra={t('pool.deptsWhy')}>
          <DeptSelect label={t('pool.depts')} placeholder={t('pool.everybody')} />
        </Form.Item>
      </div>
      <h3>{t('pool.rules')}</h3>
      <p className="soft">{t('pool.rulesWhy')}</p>
      <Form.Item name="rules" rules={[rulesRule]} validateTrigger={[]}>
        <PoolRules />
      </Form.Item>
      <Form.Item
        name="workdays"
        label={t('pool.workdays')}
        extra={t('pool.workdaysWhy')}
        valuePropName="checked"
        layout="horizontal"
      >
        <Switch size="small" />
      </Form.Item>
      <h3>{t('pool.limits')}</h3>
      <div className="form-pair">
        <Form.Item name="coolDownDays" label={t('pool.coolDownDays')} extra={t('pool.coolDownWhy')}>
          <InputNumber
            min={0}
            max={365}
            precision={0}
            suffix={t('pool.days')}
            style={{ width: '100%' }}
          />
        </Form.Item>
        {caps.map((cap) => (
          <Form.Item
            key={cap}
            name={cap}
            label={t(`pool.${cap}`)}
            {...(capWhy[cap] && { extra: t(capWhy[cap]) })}
          >
            <InputNumber
              min={1}
              max={100_000}
              precision={0}
              suffix={t('pool.unit')}
              placeholder={t('pool.unlimited')}
              style={{ width: '100%' }}
            />
          </Form.Item>
        ))}
      </div>
    </FormDrawer>
  );
}
