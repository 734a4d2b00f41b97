import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { isQuantityMetric } from '@xinhang/shared/performance.ts';
import { ByGoods, GoodsBar } from './goods-bar.tsx';
import { useMetrics } from './metric-words.ts';
import { NodePath } from './node-path.tsx';
import { TargetSheetView } from './target-sheet.tsx';
import type { TargetSearch } from './target-search.ts';

/** What the members of a department are to reach in a year (S19). */
export function TargetsPage({ search }: { search: TargetSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const metrics = useMetrics();
  const navigate = useNavigate();
  const year = search.year ?? Number(today.slice(0, 4));
  const metric = search.metric ?? 'won';
  const { deptId } = search;
  const counted = isQuantityMetric(metric) ? search.goods : undefined;
  const show = (part: TargetSearch) =>
    void navigate({ to: '/targets', search: { ...search, ...part } });
  const found = useEndpoint(
    api.targets.get,
    { query: { year, metric, ...(counted && { goods: counted }), ...(deptId && { deptId }) } },
    { keep: true, enabled: !isQuantityMetric(metric) || counted !== undefined },
  );
  const choice = {
    year,
    metric,
    goods: counted,
    onChoose: (goods: string) => show({ goods }),
  };
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <Select
          aria-label={t('metric.label')}
          style={{ width: 150 }}
          value={metric}
          options={metrics.targetOptions}
          onChange={(value) => show({ metric: value })}
        />
        <Button
          type="text"
          icon={<LeftOutlined />}
          aria-label={t('target.yearBefore')}
          onClick={() => show({ year: year - 1 })}
        />
        <span className="period-name">{t('period.year', { year })}</span>
        <Button
          type="text"
          icon={<RightOutlined />}
          aria-label={t('target.yearAfter')}
          onClick={() => show({ year: year + 1 })}
        />
        <GoodsBar {...choice} known={counted ? (found.data?.goods ?? null) : null} />
      </div>
      <ByGoods {...choice} error={found.error}>
        <Loaded found={found}>
          {(sheet) => (
            <>
              <NodePath
                path={sheet.path.map((dept) => ({ kind: 'dept', ...dept }))}
                node={{ kind: 'dept', ...sheet.dept }}
                onOpen={({ id }) => show({ deptId: id })}
              />
              <TargetSheetView
                key={`${sheet.dept.id} ${year} ${metric} ${counted ?? ''}`}
                sheet={sheet}
                year={year}
                metric={metric}
                onOpen={(id) => show({ deptId: id })}
                onChanged={() => void found.refetch()}
              />
            </>
          )}
        </Loaded>
      </ByGoods>
    </div>
  );
}
