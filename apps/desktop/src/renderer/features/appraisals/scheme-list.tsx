import { PlusOutlined } from '@ant-design/icons';
import type { Scheme } from '@xinhang/shared/appraisal-schemes.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { App, Button, Empty, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { Loaded, together } from '../../ui/loaded.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { MakeDialog } from './make-dialog.tsx';
import { SchemeDrawer } from './scheme-drawer.tsx';

/** By what people are appraised: a line per scheme. */
export function SchemeList({ bar }: { bar: ReactNode }) {
  const { t } = useText();
  const found = together(
    useEndpoint(api.appraisals.listSchemes, {}),
    useEndpoint(api.appraisals.catalogue, {}),
    useEndpoint(api.org.listDepts, {}),
  );
  const [editing, setEditing] = useState<Scheme | 'new' | null>(null);
  const [making, setMaking] = useState<Scheme | null>(null);
  useShortcut({ key: 'n', alt: true }, () => setEditing('new'));
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        {bar}
        <span className="spring" />
        <Button
          type="primary"
          icon={<PlusOutlined />}
          aria-keyshortcuts="Alt+N"
          onClick={() => setEditing('new')}
        >
          {t('appraisal.newScheme')}
        </Button>
      </div>
      <Loaded found={found}>
        {([{ rows }, { figures, posts }, depts]) => (
          <>
            {rows.length === 0 ? (
              <div className="page-empty">
                <Empty
                  image={Empty.PRESENTED_IMAGE_SIMPLE}
                  description={t('appraisal.none.schemes')}
                />
              </div>
            ) : (
              <SchemeTable
                rows={rows}
                deptNames={new Map(depts.rows.map((dept) => [dept.id, dept.name]))}
                onEdit={setEditing}
                onMake={setMaking}
              />
            )}
            <SchemeDrawer
              scheme={editing === 'new' ? null : editing}
              figures={figures}
              posts={posts}
              open={editing !== null}
              onClose={() => setEditing(null)}
            />
          </>
        )}
      </Loaded>
      <MakeDialog scheme={making} onClose={() => setMaking(null)} />
    </div>
  );
}

interface TableProps {
  rows: readonly Scheme[];
  deptNames: ReadonlyMap<number, string>;
  onEdit: (scheme: Scheme) => void;
  onMake: (scheme: Scheme) => void;
}

function SchemeTable({ rows, deptNames, onEdit, onMake }: TableProps) {
  const { t } = useText();
  const words = useFieldProblemText();
  const { message } = App.useApp();
  const update = useCommand(api.appraisals.updateScheme);
  const whom = ({ posts, deptIds }: Scheme) =>
    [posts.join(comma()), deptIds.flatMap((id) => deptNames.get(id) ?? []).join(comma())]
      .filter(Boolean)
      .join(' · ');
  return (
    <table className="plain-table appraisal-schemes">
      <thead>
        <tr>
          <th>{t('appraisal.schemeName')}</th>
          <th>{t('appraisal.span')}</th>
          <th>{t('appraisal.whom')}</th>
          <th>{t('appraisal.indicators')}</th>
          <th>{t('appraisal.active')}</th>
          <th aria-hidden />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className={row.active ? '' : 'soft'}>
            <td>
              <button type="button" className="plain-button grid-link" onClick={() => onEdit(row)}>
                {row.name}
              </button>
            </td>
            <td>{t(`appraisal.span.${row.span}`)}</td>
            <td>{whom(row)}</td>
            <td>{row.indicators.map(({ name, weight }) => `${name} ${weight}%`).join(comma())}</td>
            <td>
              <Switch
                size="small"
                checked={row.active}
                aria-label={`${t('appraisal.active')} ${row.name}`}
                onChange={(active) =>
                  update.mutate(
                    { params: { id: row.id }, body: { version: row.version, active } },
                    { onError: (error) => void message.error(words(error)) },
                  )
                }
              />
            </td>
            <td className="number">
              <Button size="small" disabled={!row.active} onClick={() => onMake(row)}>
                {t('appraisal.make')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
