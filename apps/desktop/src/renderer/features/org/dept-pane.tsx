import { ControlOutlined, EditOutlined, LayoutOutlined, PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { Dept } from '@xinhang/shared/depts.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Skeleton, Tree } from 'antd';
import { useMemo, useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { PresetDialog } from './preset-dialog.tsx';
import { DeptDrawer } from './dept-drawer.tsx';
import { deptTree, type DeptNode } from './dept-tree.ts';

interface Leaf {
  key: number;
  title: string;
  node: DeptNode;
  children: Leaf[];
}

const leaves = (nodes: readonly DeptNode[]): Leaf[] =>
  nodes.map((node) => ({
    key: node.dept.id,
    title: node.dept.name,
    node,
    children: leaves(node.children),
  }));

interface Props {
  chosen: number | undefined;
  onChoose: (dept: number | undefined) => void;
}

/** Branches, offices, departments and teams, each with its head and how many people it has. */
export function DeptPane({ chosen, onChoose }: Props) {
  const { t } = useText();
  const depts = useEndpoint(api.org.listDepts, {});
  const [showClosed, setShowClosed] = useState(false);
  const [editing, setEditing] = useState<Dept | 'new' | null>(null);
  const [preset, setPreset] = useState<number | null>(null);
  const navigate = useNavigate();
  const maySet = useMay('system.settings');
  const rows = useMemo(() => depts.data?.rows ?? [], [depts.data]);
  const tree = useMemo(() => deptTree(rows, showClosed), [rows, showClosed]);
  const root = tree[0]?.dept.id;
  const here = rows.find((row) => row.id === (chosen ?? root));
  const anyClosed = rows.some((row) => row.closed);

  return (
    <section className="org-depts" aria-label={t('dept.title')}>
      <div className="section-head">
        <h2>{t('dept.title')}</h2>
        <span className="spring" />
        <Button
          size="small"
          icon={<PlusOutlined />}
          disabled={!here || here.closed}
          onClick={() => setEditing('new')}
        >
          {t('dept.new')}
        </Button>
        <Button
          size="small"
          icon={<EditOutlined />}
          aria-label={t('dept.edit')}
          title={here ? t('dept.edit') : t('dept.choose')}
          disabled={!here}
          onClick={() => here && setEditing(here)}
        />
        <Button
          size="small"
          icon={<LayoutOutlined />}
          aria-label={t('home.title')}
          title={t('home.title')}
          disabled={!here || here.closed}
          onClick={() =>
            here && void navigate({ to: '/org/$id/home', params: { id: String(here.id) } })
          }
        />
        {maySet && (
          <Button
            size="small"
            icon={<ControlOutlined />}
            aria-label={t('preset.title')}
            title={t('preset.title')}
            disabled={!here || here.closed}
            onClick={() => here && setPreset(here.id)}
          />
        )}
      </div>
      {depts.error && <LoadError error={depts.error} retry={() => void depts.refetch()} />}
      {depts.isPending && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      {tree.length > 0 && (
        <div className="org-tree">
          <Tree<Leaf>
            blockNode
            defaultExpandAll
            aria-label={t('dept.title')}
            treeData={leaves(tree)}
            selectedKeys={here ? [here.id] : []}
            titleRender={({ node }) => <DeptLine node={node} />}
            onSelect={(_keys, { node }) => onChoose(node.key === root ? undefined : node.key)}
          />
        </div>
      )}
      {anyClosed && (
        <Checkbox checked={showClosed} onChange={(event) => setShowClosed(event.target.checked)}>
          {t('dept.showClosed')}
        </Checkbox>
      )}
      <DeptDrawer
        dept={editing === 'new' ? null : editing}
        parentId={here?.id ?? root ?? 0}
        tree={tree}
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
      {preset !== null && <PresetDialog deptId={preset} onClose={() => setPreset(null)} />}
    </section>
  );
}

function DeptLine({ node: { dept, people } }: { node: DeptNode }) {
  const { t } = useText();
  return (
    <span className="dept-line" title={`${dept.name} · ${t('dept.people', { n: people })}`}>
      <span className={dept.closed ? 'soft dept-closed' : 'dept-name'}>{dept.name}</span>
      <span className="soft dept-head">
        {dept.closed ? t('dept.closed') : (dept.head?.name ?? '')}
      </span>
      <span className="soft number">{people}</span>
    </span>
  );
}
