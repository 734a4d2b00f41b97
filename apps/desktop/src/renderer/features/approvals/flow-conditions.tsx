import {
  comparisons,
  memberships,
  type Condition,
  type FactField,
} from '@xinhang/shared/approval-flows.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Button, InputNumber, Select } from 'antd';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useReadyNames } from '../../i18n/ready-names.ts';
import { AmountInput } from './amount-input.tsx';
import { DeptSelect } from '../../form/dept-select.tsx';

interface Props {
  fields: readonly FactField[];
  roles: readonly NameRef[];
  value: readonly Condition[];
  onChange: (value: Condition[]) => void;
}

const MOST = 10;
const isListed = (type: FactField['type'] | undefined) => type === 'dept' || type === 'role';

/** A condition on this field that says nothing yet. */
const empty = (field: FactField): Condition => ({
  field: field.name,
  op: isListed(field.type) ? 'in' : 'ge',
  value: null,
  ids: [],
});

/** When a node is taken. */
export function FlowConditions({ fields, roles, value, onChange }: Props) {
  const { t } = useText();
  // What most conditions ask of stands last: the subject's own figures come after the applicant's.
  const first = fields.at(-1);
  return (
    <div className="stack">
      <span className="soft">{t('flow.when')}</span>
      {value.map((one, at) => (
        <div key={at} className="flow-line">
          <Select
            aria-label={t('flow.field')}
            value={one.field}
            options={fields.map(({ name }) => ({
              value: name,
              label: t(wordKey('fact', name, 'fact.other')),
            }))}
            onChange={(name) => {
              const field = fields.find((other) => other.name === name);
              if (field) onChange(value.toSpliced(at, 1, empty(field)));
            }}
          />
          <ConditionValue
            type={fields.find(({ name }) => name === one.field)?.type}
            roles={roles}
            value={one}
            onChange={(next) => onChange(value.toSpliced(at, 1, next))}
          />
          <Button
            type="text"
            aria-label={t('flow.removeCondition')}
            onClick={() => onChange(value.toSpliced(at, 1))}
          >
            ×
          </Button>
        </div>
      ))}
      {first && (
        <div>
          <Button
            size="small"
            disabled={value.length >= MOST}
            onClick={() => onChange([...value, empty(first)])}
          >
            {t('flow.addCondition')}
          </Button>
        </div>
      )}
    </div>
  );
}

interface ValueProps {
  type: FactField['type'] | undefined;
  roles: readonly NameRef[];
  value: Condition;
  onChange: (value: Condition) => void;
}

function ConditionValue({ type, roles, value, onChange }: ValueProps) {
  const { t } = useText();
  const { roleName } = useReadyNames();
  const label = t('flow.value');
  return (
    <>
      <Select<Condition['op']>
        aria-label={t('flow.op')}
        value={value.op}
        options={(isListed(type) ? memberships : comparisons).map((op) => ({
          value: op,
          label: t(`op.${op}`),
        }))}
        onChange={(op) => onChange({ ...value, op })}
      />
      {type === 'dept' && (
        <DeptSelect
          label={label}
          value={value.ids}
          onChange={(ids) => onChange({ ...value, ids })}
        />
      )}
      {type === 'role' && (
        <Select<number[]>
          mode="multiple"
          aria-label={label}
          placeholder={label}
          value={value.ids}
          options={roles.map((role) => ({ value: role.id, label: roleName(role.name) }))}
          onChange={(ids) => onChange({ ...value, ids })}
        />
      )}
      {type === 'money' && (
        <AmountInput
          label={label}
          value={value.value}
          onChange={(next) => onChange({ ...value, value: next })}
        />
      )}
      {type === 'number' && (
        <InputNumber
          aria-label={label}
          precision={0}
          value={value.value}
          onChange={(next) => onChange({ ...value, value: next })}
        />
      )}
    </>
  );
}
