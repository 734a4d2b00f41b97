import { api } from '@xinhang/shared/contract/api.ts';
import type { AttemptRow } from '@xinhang/shared/exams.ts';
import { App, Button, Empty, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useRows } from '../../app/use-rows.ts';
import { ExportChoice } from '../../form/export-choice.tsx';
import { JobDialog } from '../../form/job-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { AttemptTable } from './attempt-table.tsx';
import { DeptFilter, PeriodFilter } from './result-filters.tsx';
import type { TrainingSearch } from './training-search.ts';

interface Props {
  choice: ReactNode;
  search: TrainingSearch;
  onChange: (search: TrainingSearch) => void;
}

/** Attempts of the own people that are over, the last one first. */
export function ExamResults({ choice, search, onChange }: Props) {
  const { t } = useText();
  const [asking, setAsking] = useState(false);
  const [jobId, setJobId] = useState<number | null>(null);
  const refusal = useProblemText();
  const { message } = App.useApp();
  const start = useCommand(api.attempts.exportExamResults, {
    onDone: (answer) => {
      setAsking(false);
      setJobId(answer.jobId);
    },
  });
  const query = {
    ...(search.exam && { examId: search.exam }),
    ...(search.course && { courseId: search.course }),
    ...(search.dept && { deptId: search.dept }),
    ...(search.from && { from: search.from }),
    ...(search.to && { to: search.to }),
  };
  const { found, rows } = useRows<AttemptRow>(api.attempts.listExamResults, query, (page, signal) =>
    client.call(api.attempts.listExamResults, { query: { ...query, ...page }, signal }),
  );
  const exams = useEndpoint(api.exams.listExams, {});
  const courses = useEndpoint(api.training.listCourses, {});
  return (
    <div className="page page-scroll">
      <div className="page-bar">{choice}</div>
      <div className="page-bar">
        <Pick
          label={t('training.exam')}
          value={search.exam}
          options={exams.data?.rows ?? []}
          onChange={(exam) => onChange({ ...search, exam })}
        />
        <Pick
          label={t('exam.course')}
          value={search.course}
          options={(courses.data?.rows ?? []).filter((row) => row.examId === null)}
          onChange={(course) => onChange({ ...search, course })}
        />
        <DeptFilter search={search} onChange={onChange} />
        <PeriodFilter label={t('exam.period')} search={search} onChange={onChange} />
        <span className="spring" />
        <Button disabled={!rows || rows.length === 0} onClick={() => setAsking(true)}>
          {t('export.run')}
        </Button>
      </div>
      {!rows && <Unread found={found} />}
      {rows?.length === 0 && (
        <div className="page-empty">
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('exam.noResults')} />
        </div>
      )}
      {rows && rows.length > 0 && <AttemptTable rows={rows} />}
      {found.hasNextPage && (
        <div className="page-bar">
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('customer.more')}
          </Button>
        </div>
      )}
      <ExportChoice
        open={asking}
        title={t('exam.exportTitle')}
        running={start.isPending}
        onRun={(choice) =>
          start.mutate(
            { body: { ...query, ...choice } },
            { onError: (error) => void message.error(refusal(error)) },
          )
        }
        onClose={() => setAsking(false)}
      />
      <JobDialog jobId={jobId} title={t('exam.exportTitle')} onClose={() => setJobId(null)} />
    </div>
  );
}

interface PickProps {
  label: string;
  value: number | undefined;
  options: readonly { id: number; title: string }[];
  onChange: (value: number | undefined) => void;
}

function Pick({ label, value, options, onChange }: PickProps) {
  return (
    <Select<number>
      allowClear
      style={{ minWidth: 180 }}
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={label}
      placeholder={label}
      value={value as number}
      options={options.map(({ id, title }) => ({ value: id, label: title }))}
      onChange={onChange}
    />
  );
}
