import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { addDays } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { workloadSpans, type WorkloadSpan } from '@xinhang/shared/workload.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import type { WorkloadSearch } from './workload-search.ts';
import { WorkloadTable } from './workload-table.tsx';

/** What everybody did on a day, in a week, in a month: counted, never typed. */
export function WorkloadPage({ search }: { search: WorkloadSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const show = (next: WorkloadSearch) => void navigate({ to: '/workload', search: next });
  const span: WorkloadSpan = search.span ?? 'week';
  const on = search.on ?? today;
  const found = useEndpoint(api.workload.get, { query: { span, on } }, { keep: true });
  const { from, to } = found.data ?? {};
  const go = (day: string) => show({ ...search, on: day });
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <Segmented<WorkloadSpan>
          aria-label={t('workload.span')}
          value={span}
          options={workloadSpans.map((value) => ({ value, label: t(`workload.span.${value}`) }))}
          onChange={(value) => show({ ...search, span: value })}
        />
        <Button
          type="text"
          icon={<LeftOutlined />}
          aria-label={t('workload.before')}
          disabled={!from}
          onClick={() => from && go(addDays(from, -1))}
        />
        <DateField
          label={t('review.day')}
          today={today}
          value={on}
          onChange={(day) => show({ ...search, on: day ?? undefined })}
          style={{ width: 128 }}
        />
        <Button
          type="text"
          icon={<RightOutlined />}
          aria-label={t('workload.after')}
          disabled={!to || to >= today}
          onClick={() => to && go(addDays(to, 1))}
        />
        {from && to && from !== to && (
          <span className="soft">
            {from} – {to}
          </span>
        )}
      </div>
      <Loaded found={found}>{(data) => <WorkloadTable {...data} />}</Loaded>
    </div>
  );
}
