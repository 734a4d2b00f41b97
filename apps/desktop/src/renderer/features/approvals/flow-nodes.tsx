import type { FactField, FlowNode } from '@xinhang/shared/approval-flows.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Button, Checkbox, Input } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { FlowApprover } from './flow-approver.tsx';
import { FlowConditions } from './flow-conditions.tsx';
import { moved, newNode } from './flow-words.ts';

interface Props {
  fields: readonly FactField[];
  roles: readonly NameRef[];
  value?: FlowNode[];
  onChange?: (nodes: FlowNode[]) => void;
}

const MOST = 20;

/** The nodes in their order; each says when it is taken, who decides and how. */
export function FlowNodes({ fields, roles, value = [], onChange }: Props) {
  const { t } = useText();
  const set = (nodes: FlowNode[]) => onChange?.(nodes);
  return (
    <div className="stack">
      {value.map((node, at) => (
        <NodeFields
          key={node.key}
          node={node}
          at={at}
          count={value.length}
          fields={fields}
          roles={roles}
          onChange={(next) => set(value.with(at, next))}
          onMove={(by) => set(moved(value, at, by))}
          onRemove={() => set(value.toSpliced(at, 1))}
        />
      ))}
      <div>
        <Button
          disabled={value.length >= MOST}
          onClick={() => set([...value, newNode(value, t('flow.node', { n: value.length + 1 }))])}
        >
          {t('flow.addNode')}
        </Button>
      </div>
    </div>
  );
}

interface NodeProps {
  node: FlowNode;
  at: number;
  count: number;
  fields: readonly FactField[];
  roles: readonly NameRef[];
  onChange: (node: FlowNode) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

function NodeFields({ node, at, count, fields, roles, onChange, onMove, onRemove }: NodeProps) {
  const { t } = useText();
  const { name } = node;
  return (
    <section className="flow-node" aria-label={t('flow.node', { n: at + 1 })}>
      <div className="line">
        <Input
          style={{ flex: 1 }}
          aria-label={t('flow.nodeName')}
          maxLength={40}
          value={name}
          onChange={(event) => onChange({ ...node, name: event.target.value })}
        />
        <Button
          type="text"
          disabled={at === 0}
          aria-label={t('flow.up', { name })}
          onClick={() => onMove(-1)}
        >
          ↑
        </Button>
        <Button
          type="text"
          disabled={at === count - 1}
          aria-label={t('flow.down', { name })}
          onClick={() => onMove(1)}
        >
          ↓
        </Button>
        <Button
          type="text"
          disabled={count === 1}
          aria-label={t('flow.removeNode', { name })}
          onClick={onRemove}
        >
          ×
        </Button>
      </div>
      <FlowApprover node={node} roles={roles} onChange={onChange} />
      <FlowConditions
        fields={fields}
        roles={roles}
        value={node.when}
        onChange={(when) => onChange({ ...node, when })}
      />
      {at > 0 && (
        <Checkbox
          checked={node.otherwise}
          onChange={(event) => onChange({ ...node, otherwise: event.target.checked })}
        >
          {t('flow.otherwise')}
        </Checkbox>
      )}
    </section>
  );
}
