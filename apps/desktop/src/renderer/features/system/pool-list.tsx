import { PlusOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { api } from '@xinhang/shared/contract/api.ts';
import type { Pool, PoolRule } from '@xinhang/shared/pools.ts';
import { App, Button, Switch, Table } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { useCauseWords } from '../../ui/drop-words.ts';
import { Unread } from '../../ui/loaded.tsx';
import { gradesSaid } from './pool-draft.ts';
import { PoolDrawer } from './pool-drawer.tsx';

/** A rule as a sentence. */
function useRuleWords(): (rule: PoolRule, workdays: boolean) => string {
  const { t } = useText();
  const causes = useCauseWords();
  return ({ cause, grades, days, warnDays, sparesOpenDeals, active }, workdays) => {
    const said = gradesSaid(grades)?.map((one) => (one === 'none' ? t('pool.grade.none') : one));
    const words = t('pool.said', {
      grades: said?.join(comma()) ?? t('pool.allGrades'),
      why: causes.why({ cause, days, workdays }),
      warn: causes.span(warnDays, workdays),
    });
    return [words, sparesOpenDeals && t('pool.sparesOpenDeals'), !active && t('pool.off')]
      .filter(Boolean)
      .join(' · ');
  };
}

/** What limits claims from a pool, in words. */
function useLimitWords(): (pool: Pool) => string {
  const { t } = useText();
  const limits = ['coolDownDays', 'claimsPerDay', 'holdCap', 'viewsPerDay'] as const;
  return (pool) => {
    const said = limits.flatMap((key) =>
      pool[key] ? t(`pool.short.${key}`, { n: pool[key] }) : [],
    );
    return said.join(' · ') || t('pool.noLimits');
  };
}

/** The public pools: who falls into which, by what rules, and who may claim how much. */
export function PoolList() {
  const { t } = useText();
  const words = useFieldProblemText();
  const ruleWords = useRuleWords();
  const limitWords = useLimitWords();
  const { message } = App.useApp();
  const found = useEndpoint(api.pools.list, {});
  const depts = useEndpoint(api.org.listDepts, {});
  const update = useCommand(api.pools.update);
  const mayForecast = useMay('customers.read');
  const [editing, setEditing] = useState<Pool | 'new' | null>(null);
  if (!found.data) return <Unread found={found} />;
  const { rows } = found.data;
  const deptNames = new Map((depts.data?.rows ?? []).map((dept) => [dept.id, dept.name]));
  const namesOf = ({ deptIds }: Pool) =>
    deptIds.flatMap((id) => deptNames.get(id) ?? []).join(comma()) || t('pool.everybody');
  return (
    <div className="setting-lines setting-wide">
      <div className="page-bar">
        <span className="soft">{t('pool.why')}</span>
        <span className="spring" />
        {mayForecast && <Link to="/pool-forecast">{t('pool.forecastLink')}</Link>}
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
          {t('pool.new')}
        </Button>
      </div>
      <Table<Pool>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={rows}
        columns={[
          {
            title: t('pool.name'),
            width: 140,
            render: (_v, row) => (
              <button
                type="button"
                className="plain-button grid-link"
                onClick={() => setEditing(row)}
              >
                {row.name}
              </button>
            ),
          },
          { title: t('pool.depts'), width: 140, render: (_v, row) => namesOf(row) },
          {
            title: t('pool.rules'),
            render: (_v, row) =>
              row.rules.length === 0 ? (
                <span className="soft">{t('pool.noRules')}</span>
              ) : (
                row.rules.map((rule) => (
                  <div key={rule.id} className={rule.active ? '' : 'soft'}>
                    {ruleWords(rule, row.workdays)}
                  </div>
                ))
              ),
          },
          { title: t('pool.limits'), width: 260, render: (_v, row) => limitWords(row) },
          {
            title: t('pool.active'),
            width: 70,
            render: (_v, row) => (
              <Switch
                size="small"
                checked={row.active}
                aria-label={`${t('pool.active')} ${row.name}`}
                onChange={(active) =>
                  update.mutate(
                    { params: { id: row.id }, body: { version: row.version, active } },
                    { onError: (error) => void message.error(words(error)) },
                  )
                }
              />
            ),
          },
        ]}
      />
      <PoolDrawer
        pool={editing === 'new' ? null : editing}
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
    </div>
  );
}
