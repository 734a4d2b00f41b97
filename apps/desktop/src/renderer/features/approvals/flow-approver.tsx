import {
  approverRules,
  nodeModes,
  selfRules,
  type FlowNode,
} from '@xinhang/shared/approval-flows.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { deptTypes } from '@xinhang/shared/depts.ts';
import { Select } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { useReadyNames } from '../../i18n/ready-names.ts';
import { DeptSelect } from '../../form/dept-select.tsx';
import { PeopleByIds } from './people-by-ids.tsx';

interface Props {
  node: FlowNode;
  roles: readonly NameRef[];
  onChange: (node: FlowNode) => void;
}

const LEVELS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Who decides in a node, how many of them, and what if it is the applicant. */
export function FlowApprover({ node, roles, onChange }: Props) {
  const { t } = useText();
  const { approver, mode, self } = node;
  return (
    <>
      <div className="flow-line">
        <Select
          aria-label={t('flow.rule')}
          value={approver.rule}
          options={approverRules.map((value) => ({ value, label: t(`flow.rule.${value}`) }))}
          onChange={(rule) => onChange({ ...node, approver: { ...approver, rule } })}
        />
        <RuleValue node={node} roles={roles} onChange={onChange} />
      </div>
      <div className="flow-line">
        <Select
          aria-label={t('flow.mode')}
          value={mode}
          options={nodeModes.map((value) => ({
            value,
            label: `${t('flow.mode')}: ${t(`approvals.mode.${value}`)}`,
          }))}
          onChange={(value) => onChange({ ...node, mode: value })}
        />
        <Select
          aria-label={t('flow.self')}
          value={self}
          options={selfRules.map((value) => ({
            value,
            label: `${t('flow.self')}: ${t(`flow.self.${value}`)}`,
          }))}
          onChange={(value) => onChange({ ...node, self: value })}
        />
      </div>
    </>
  );
}

function RuleValue({ node, roles, onChange }: Props) {
  const { t } = useText();
  const { roleName } = useReadyNames();
  const { approver } = node;
  const set = (part: Partial<FlowNode['approver']>) =>
    onChange({ ...node, approver: { ...approver, ...part } });
  switch (approver.rule) {
    case 'users':
      return (
        <PeopleByIds
          label={t('flow.people')}
          value={approver.userIds}
          onChange={(userIds) => set({ userIds })}
        />
      );
    case 'role':
      return (
        <Select
          aria-label={t('flow.role')}
          placeholder={t('flow.role')}
          value={approver.roleId}
          options={roles.map((role) => ({ value: role.id, label: roleName(role.name) }))}
          onChange={(roleId) => set({ roleId })}
        />
      );
    case 'head':
      return (
        <Select
          aria-label={t('flow.levels')}
          value={approver.levels}
          options={LEVELS.map((value) => ({ value, label: String(value) }))}
          onChange={(levels) => set({ levels })}
        />
      );
    case 'headOfType':
      return (
        <Select
          aria-label={t('flow.deptType')}
          placeholder={t('flow.deptType')}
          value={approver.deptType}
          options={deptTypes.map((value) => ({ value, label: t(`deptType.${value}`) }))}
          onChange={(deptType) => set({ deptType })}
        />
      );
    case 'deptHead':
      return (
        <DeptSelect
          label={t('flow.dept')}
          value={approver.deptId === null ? [] : [approver.deptId]}
          onChange={(ids) => set({ deptId: ids.at(-1) ?? null })}
        />
      );
    case 'chosen':
      return null;
  }
}
