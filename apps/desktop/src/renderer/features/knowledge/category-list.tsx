import { SettingOutlined } from '@ant-design/icons';
import type { Category } from '@xinhang/shared/knowledge.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { Loaded, type Found } from '../../ui/loaded.tsx';
import { depthsOf } from './category-depths.ts';
import { CategoryDrawer } from './category-drawer.tsx';

interface Props {
  found: Found<{ rows: Category[] }>;
  chosen: number | undefined;
  mayEdit: boolean;
  onChoose: (category: number | undefined) => void;
}

/** The tree of categories, each with how many articles it holds. */
export function CategoryList({ found, chosen, mayEdit, onChoose }: Props) {
  const { t } = useText();
  const [editing, setEditing] = useState(false);
  return (
    <nav className="knowledge-categories" aria-label={t('knowledge.categories')}>
      <Loaded found={found}>
        {({ rows }) => {
          const depths = depthsOf(rows);
          const line = (id: number | undefined, name: string, count: number, depth: number) => (
            <button
              key={id ?? 0}
              type="button"
              className="plain-button knowledge-category"
              aria-current={chosen === id ? 'true' : undefined}
              style={{ paddingInlineStart: 8 + depth * 16 }}
              onClick={() => onChoose(id)}
            >
              <span>{name}</span>
              <span className="soft">{count}</span>
            </button>
          );
          const all = rows
            .filter(({ parentId }) => parentId === null)
            .reduce((sum, { articles }) => sum + articles, 0);
          return (
            <>
              {line(undefined, t('knowledge.allCategories'), all, 0)}
              {rows.map((row) => line(row.id, row.name, row.articles, depths.get(row.id) ?? 0))}
              {mayEdit && (
                <Button
                  type="text"
                  size="small"
                  icon={<SettingOutlined />}
                  onClick={() => setEditing(true)}
                >
                  {t('knowledge.editCategories')}
                </Button>
              )}
              <CategoryDrawer rows={rows} open={editing} onClose={() => setEditing(false)} />
            </>
          );
        }}
      </Loaded>
    </nav>
  );
}
