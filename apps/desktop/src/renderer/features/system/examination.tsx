import { api } from '@xinhang/shared/contract/api.ts';
import { checkWords } from '@xinhang/shared/doctor-words.ts';
import type { Examination as Found } from '@xinhang/shared/doctor.ts';
import { Alert, Button, Progress } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { Section } from '../../ui/section.tsx';
import { ExaminationDrawer } from './examination-drawer.tsx';

const RUNNING_MS = 1000;
const IDLE_MS = 15_000;

/** Everything that can be looked at, as a job: how far it is, and what the last one found. */
export function Examination() {
  const { t } = useText();
  const words = useProblemText();
  const found = useEndpoint(
    api.server.lastExamination,
    {},
    { staleMs: 0, poll: (data) => (data?.running ? RUNNING_MS : IDLE_MS) },
  );
  const start = useCommand(api.server.examine);
  const [open, setOpen] = useState(false);
  const { running, last } = found.data ?? {};
  return (
    <Section
      title={t('examination.title')}
      extra={
        <>
          {last && <Button onClick={() => setOpen(true)}>{t('exam.show')}</Button>}
          <Button
            loading={start.isPending}
            disabled={!found.data || running !== null}
            onClick={() => start.mutate({}, { onSuccess: () => void found.refetch() })}
          >
            {t('exam.start')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <span className="soft">{t('exam.why')}</span>
        {found.error && <LoadError error={found.error} retry={() => void found.refetch()} />}
        {start.error && <Alert type="error" showIcon title={words(start.error)} />}
        {running && <Running running={running} />}
        {found.data && (last || !running) && <Last last={found.data.last} />}
      </div>
      <ExaminationDrawer open={open} last={last ?? null} onClose={() => setOpen(false)} />
    </Section>
  );
}

function Running({ running }: { running: NonNullable<Found['running']> }) {
  const { t, language } = useText();
  const cancel = useCommand(api.system.cancelJob);
  const { check, percent, by, own, jobId } = running;
  return (
    <div role="status">
      <Progress percent={percent} status="active" aria-label={t('examination.title')} />
      <div className="line">
        <span>
          {check === null
            ? t('exam.waits', { by })
            : t('exam.runs', { by, check: checkWords[check][language] })}
        </span>
        {own && (
          <Button
            size="small"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ params: { id: jobId } })}
          >
            {t('job.cancel')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** When, by whom, and the worst of it, in one line. */
function Last({ last }: { last: Found['last'] }) {
  const { t } = useText();
  const dates = useDates();
  const result = useResultText();
  if (!last) return <span>{t('exam.never')}</span>;
  const { at, by, state, durationMs } = last;
  const seconds = Math.max(1, Math.round(durationMs / 1000));
  return (
    <div className="line">
      <span>{t('exam.last', { at: dates.time(at), by, seconds })}</span>
      <strong className={state === 'wrong' ? 'danger' : ''}>{result(last)}</strong>
    </div>
  );
}

/** The whole in words: all is well, or how many problems and hints. */
export function useResultText() {
  const { t } = useText();
  return ({ checks }: Pick<NonNullable<Found['last']>, 'checks'>): string => {
    const problems = checks.reduce((sum, one) => sum + one.problems, 0);
    const hints = checks.reduce((sum, one) => sum + one.hints, 0);
    const parts = [
      problems > 0 && t('exam.problems', { n: problems }),
      hints > 0 && t('exam.hints', { n: hints }),
    ].filter((one) => one !== false);
    return parts.length === 0 ? t('exam.sound', { n: checks.length }) : parts.join(' · ');
  };
}
