import { appraisalGrades } from '@xinhang/shared/appraisal-rules.ts';
import type { ResultRow } from '@xinhang/shared/appraisals.ts';
import { stateWords } from '@xinhang/shared/appraisal-words.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import { Link } from '@tanstack/react-router';
import { App, Button, Empty, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { FormatChoice } from '../../form/format-choice.tsx';
import { JobDialog } from '../../form/job-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { points } from './figure-words.ts';
import { PeriodField } from './period-field.tsx';

type Data = EndpointOutput<typeof api.appraisals.results>;

interface Props {
  bar: ReactNode;
  period: string | undefined;
  onPeriod: (period: string | undefined) => void;
}

/** People side by side for one period, and how grades spread over departments. */
export function Results({ bar, period, onPeriod }: Props) {
  const { t } = useText();
  const query = period ? { period } : {};
  const found = useEndpoint(api.appraisals.results, { query }, { keep: true });
  const [asking, setAsking] = useState(false);
  const [jobId, setJobId] = useState<number | null>(null);
  const shown = found.data?.period ?? null;
  const rows = found.data?.rows ?? [];
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        {bar}
        <PeriodField
          required
          value={shown ?? undefined}
          periods={found.data?.periods ?? []}
          onChange={onPeriod}
        />
        <span className="spring" />
        <Button disabled={rows.length === 0} onClick={() => setAsking(true)}>
          {t('appraisal.export')}
        </Button>
      </div>
      <Loaded found={found}>
        {(data) =>
          data.rows.length === 0 ? (
            <div className="page-empty">
              <Empty
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={t('appraisal.none.results')}
              />
            </div>
          ) : (
            <div className="appraisal-columns">
              <Section title={t('appraisal.tab.results')}>
                <ResultTable rows={data.rows} />
              </Section>
              <Section title={t('appraisal.spread')}>
                <Spread depts={data.depts} />
              </Section>
            </div>
          )
        }
      </Loaded>
      {shown && (
        <ExportDialog
          open={asking}
          period={shown}
          onClose={() => setAsking(false)}
          onStarted={setJobId}
        />
      )}
      <JobDialog jobId={jobId} title={t('appraisal.export')} onClose={() => setJobId(null)} />
    </div>
  );
}

/** By how much a score moved since the period before. */
function Moved({ total, before }: { total: number | null; before: number | null }) {
  if (total === null || before === null) return <>–</>;
  const by = total - before;
  return (
    <span className={by < 0 ? 'danger' : ''}>
      {by > 0 && '+'}
      {points(by)}
    </span>
  );
}

function ResultTable({ rows }: { rows: readonly ResultRow[] }) {
  const { t, language } = useText();
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th className="number">{t('appraisal.place')}</th>
          <th>{t('appraisal.person')}</th>
          <th>{t('appraisal.dept')}</th>
          <th>{t('appraisal.state')}</th>
          <th className="number">{t('appraisal.selfTotal')}</th>
          <th className="number">{t('appraisal.total')}</th>
          <th>{t('appraisal.grade')}</th>
          <th className="number">{t('appraisal.moved')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ sheet, before }, at) => (
          <tr key={sheet.id}>
            <td className="number">{sheet.total === null ? '' : at + 1}</td>
            <td>
              <Link to="/appraisals/$id" params={{ id: String(sheet.id) }}>
                {sheet.person.name}
              </Link>
            </td>
            <td>{sheet.dept.name}</td>
            <td>
              {stateWords[sheet.state][language]}
              {sheet.objected && <span className="danger"> {t('appraisal.objected')}</span>}
            </td>
            <td className="number">{points(sheet.selfTotal)}</td>
            <td className="number">{points(sheet.total)}</td>
            <td>{sheet.grade}</td>
            <td className="number">
              <Moved total={sheet.total} before={before} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Spread({ depts }: { depts: Data['depts'] }) {
  const { t } = useText();
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th>{t('appraisal.dept')}</th>
          {appraisalGrades.map((grade) => (
            <th key={grade} className="number">
              {grade}
            </th>
          ))}
          <th className="number">{t('appraisal.openOnes')}</th>
        </tr>
      </thead>
      <tbody>
        {depts.map(({ dept, grades, open }) => (
          <tr key={dept.id}>
            <td>{dept.name}</td>
            {appraisalGrades.map((grade) => (
              <td key={grade} className={grades[grade] === 0 ? 'number soft' : 'number'}>
                {grades[grade]}
              </td>
            ))}
            <td className={open === 0 ? 'number soft' : 'number'}>{open}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ExportProps {
  open: boolean;
  period: string;
  onClose: () => void;
  onStarted: (jobId: number) => void;
}

function ExportDialog({ open, period, onClose, onStarted }: ExportProps) {
  const { t, language } = useText();
  const refusal = useProblemText();
  const { message } = App.useApp();
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const start = useCommand(api.appraisals.exportResults);
  const run = () =>
    start.mutate(
      { body: { period, format, lang: language } },
      {
        onSuccess: ({ jobId }) => {
          onClose();
          onStarted(jobId);
        },
        onError: (error) => void message.error(refusal(error)),
      },
    );
  return (
    <Modal
      open={open}
      title={t('appraisal.exportTitle', { period })}
      okText={t('appraisal.export')}
      okButtonProps={{ loading: start.isPending }}
      onOk={run}
      onCancel={onClose}
    >
      <FormatChoice value={format} onChange={setFormat} />
    </Modal>
  );
}
