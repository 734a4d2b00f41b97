import { PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { WatchRule } from '@xinhang/shared/watch.ts';
import { App, Button, Empty, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { Loaded, together } from '../../ui/loaded.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { shownFigure, useFigureWords } from './figure-words.ts';
import { RuleDrawer } from './rule-drawer.tsx';

/** By what rules people are proposed for the watch list. */
export function RuleList({ bar }: { bar: ReactNode }) {
  const { t } = useText();
  const words = useFigureWords();
  const refusal = useFieldProblemText();
  const { message } = App.useApp();
  const update = useCommand(api.watch.updateRule);
  const [editing, setEditing] = useState<WatchRule | 'new' | null>(null);
  const found = together(
    useEndpoint(api.watch.listRules, {}),
    useEndpoint(api.appraisals.catalogue, {}),
    useEndpoint(api.org.listDepts, {}),
  );
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
          {t('watch.newRule')}
        </Button>
      </div>
      <Loaded found={found}>
        {([{ rows }, { figures }, depts]) => {
          const names = new Map(depts.rows.map((dept) => [dept.id, dept.name]));
          const said = (row: WatchRule) => {
            const less = figures.find(({ key }) => key === row.figure)?.better === 'less';
            return t('watch.said', {
              what: row.figure === null ? t('watch.basis.score') : words.name(row.figure),
              how: t(less ? 'watch.above' : 'watch.below'),
              value: shownFigure(row.bound, row.unit),
              n: row.periods,
              span: t(`watch.spanOf.${row.span}`),
            });
          };
          return (
            <>
              {rows.length === 0 ? (
                <div className="page-empty">
                  <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('staff.none.rules')} />
                </div>
              ) : (
                <table className="plain-table appraisal-schemes">
                  <thead>
                    <tr>
                      <th>{t('watch.ruleName')}</th>
                      <th>{t('watch.depts')}</th>
                      <th>{t('watch.rule')}</th>
                      <th>{t('appraisal.active')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row) => (
                      <tr key={row.id} className={row.active ? '' : 'soft'}>
                        <td>
                          <button
                            type="button"
                            className="plain-button grid-link"
                            onClick={() => setEditing(row)}
                          >
                            {row.name}
                          </button>
                        </td>
                        <td>
                          {row.deptIds.flatMap((id) => names.get(id) ?? []).join(comma()) ||
                            t('watch.everybody')}
                        </td>
                        <td>{said(row)}</td>
                        <td>
                          <Switch
                            size="small"
                            checked={row.active}
                            aria-label={`${t('appraisal.active')} ${row.name}`}
                            onChange={(active) =>
                              update.mutate(
                                { params: { id: row.id }, body: { version: row.version, active } },
                                { onError: (error) => void message.error(refusal(error)) },
                              )
                            }
                          />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
              <RuleDrawer
                rule={editing === 'new' ? null : editing}
                figures={figures}
                open={editing !== null}
                onClose={() => setEditing(null)}
              />
            </>
          );
        }}
      </Loaded>
    </div>
  );
}
