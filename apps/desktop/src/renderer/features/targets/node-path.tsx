import type { Node } from '@xinhang/shared/performance.ts';
import { Button } from 'antd';

interface Props {
  path: readonly Node[];
  node: Node;
  onOpen: (node: Node) => void;
}

/** Where in the company one is, and the way back up. */
export function NodePath({ path, node, onOpen }: Props) {
  return (
    <nav className="node-path" aria-label={node.name}>
      {path.map((one) => (
        <span key={one.id}>
          <Button type="link" size="small" onClick={() => onOpen(one)}>
            {one.name}
          </Button>
          <span className="soft">›</span>
        </span>
      ))}
      <h1>{node.name}</h1>
    </nav>
  );
}
