import type { Condition, FactField, Flow, FlowNode } from '@xinhang/shared/approval-flows.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { useEndpoint } from '../../app/query.ts';
import { usePeople } from '../../form/use-people.ts';
import { comma, useText, wordKey } from '../../i18n/i18n.ts';
import { useReadyNames } from '../../i18n/ready-names.ts';

interface Props {
  flow: Flow;
  fields: readonly FactField[];
  roles: readonly NameRef[];
}

/** Who decides in each node, and when it is taken, in words. */
export function FlowSummary({ flow, fields, roles }: Props) {
  const { t } = useText();
  const words = useNodeWords(flow, fields, roles);
  return (
    <ol className="flow-summary" aria-label={t('flow.nodes')}>
      {flow.nodes.map((node) => {
        const when = words.when(node);
        return (
          <li key={node.key}>
            {node.name} <span className="soft">{words.who(node)}</span>
            {when && <span className="soft flow-when">{when}</span>}
          </li>
        );
      })}
    </ol>
  );
}

/** Only where several may be asked it matters how. */
const many = ({ approver: { rule, userIds } }: FlowNode) =>
  rule === 'role' || rule === 'chosen' || (rule === 'users' && userIds.length > 1);

function useNodeWords(flow: Flow, fields: readonly FactField[], roles: readonly NameRef[]) {
  const { t } = useText();
  const { roleName } = useReadyNames();
  const people = usePeople([...new Set(flow.nodes.flatMap(({ approver }) => approver.userIds))]);
  const depts = useEndpoint(api.org.listDepts, {}).data?.rows ?? [];
  const named = (list: readonly NameRef[], ids: readonly (number | null)[]) =>
    ids.map((id) => list.find((one) => one.id === id)?.name ?? '…');
  const roleNames = (ids: readonly (number | null)[]) => named(roles, ids).map(roleName);

  const rule = ({
    approver: { rule: by, userIds, roleId, levels, deptType, deptId },
  }: FlowNode) => {
    if (by === 'users') return named(people, userIds).join(comma());
    if (by === 'role') return t('flow.says.role', { role: roleNames([roleId]).join('') });
    if (by === 'head') {
      return levels === 1 ? t('flow.says.nearest') : t('flow.says.head', { n: levels });
    }
    if (by === 'headOfType') {
      return t('flow.says.headOf', { dept: deptType ? t(`deptType.${deptType}`) : '…' });
    }
    if (by === 'deptHead') {
      return t('flow.says.deptHead', { dept: named(depts, [deptId]).join('') });
    }
    return t('flow.rule.chosen');
  };
  const value = ({ field, value: number, ids }: Condition): string => {
    const type = fields.find(({ name }) => name === field)?.type;
    if (type === 'dept') return named(depts, ids).join(comma());
    if (type === 'role') return roleNames(ids).join(comma());
    if (number === null) return '…';
    return type === 'money' ? formatFen(fen(number)) : String(number);
  };
  const condition = (one: Condition) =>
    [t(wordKey('fact', one.field, 'fact.other')), t(`op.${one.op}`), value(one)].join(' ');
  return {
    who: (node: FlowNode) =>
      [rule(node), ...(many(node) ? [t(`approvals.mode.${node.mode}`)] : [])].join(' · '),
    /** Empty where it is always taken. */
    when: ({ when, otherwise }: FlowNode) =>
      [...(otherwise ? [t('flow.says.otherwise')] : []), ...when.map(condition)].join(comma()),
  };
}
