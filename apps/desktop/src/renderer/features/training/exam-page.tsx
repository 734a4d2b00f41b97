import { api } from '@xinhang/shared/contract/api.ts';
import type { Exam } from '@xinhang/shared/exams.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Empty, Tag } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { AssignDrawer } from './assign-drawer.tsx';
import { AttemptTable } from './attempt-table.tsx';
import { ExamAnalysis } from './exam-analysis.tsx';
import { ExamDrawer } from './exam-drawer.tsx';
import { useExamFacts } from './exam-facts.ts';

/** An exam: what it asks for, the own attempts, and for those who lead how it went. */
export function ExamPage({ id }: { id: number }) {
  const found = useEndpoint(api.exams.getExam, { params: { id } });
  return (
    <RecordPage found={found} tab={{ path: `/training/exams/${id}`, title: ({ title }) => title }}>
      {(exam) => <ExamView key={id} exam={exam} />}
    </RecordPage>
  );
}

function ExamView({ exam }: { exam: Exam }) {
  const { t } = useText();
  const dates = useDates();
  const facts = useExamFacts();
  const leads = useMay('training.lead');
  const [shown, setShown] = useState<'edit' | 'assign' | null>(null);
  const passed = exam.attempts.some((one) => one.passed === true);
  const taker = exam.dueOn !== null || exam.attempts.length > 0;
  return (
    <div className="training-course">
      <RecordHead
        title={exam.title}
        facts={
          <>
            {!exam.active && <Tag>{t('training.inactive')}</Tag>}
            {passed && <Tag color="green">{t('training.examPassed')}</Tag>}
            {!passed && exam.dueOn !== null && (
              <Tag color={dates.overdue(exam.dueOn) ? 'red' : 'blue'}>
                {t('training.due', { date: exam.dueOn })}
              </Tag>
            )}
          </>
        }
      >
        {taker && <Begin exam={exam} />}
        {leads && exam.active && (
          <Button onClick={() => setShown('assign')}>{t('training.assign')}</Button>
        )}
        {exam.mayEdit && <Button onClick={() => setShown('edit')}>{t('exam.edit')}</Button>}
      </RecordHead>
      <div className="soft knowledge-facts">{facts(exam).join(' · ')}</div>
      {exam.note !== '' && <p>{exam.note}</p>}
      {taker && (
        <Section title={t('exam.mine')}>
          {exam.attempts.length === 0 ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('exam.noAttempts')} />
          ) : (
            <AttemptTable rows={exam.attempts.toReversed()} own />
          )}
        </Section>
      )}
      {exam.mayEdit && (
        <Section title={t('exam.items')}>
          <Paper exam={exam} />
        </Section>
      )}
      {leads && <ExamAnalysis id={exam.id} />}
      <ExamDrawer exam={exam} open={shown === 'edit'} onClose={() => setShown(null)} />
      <AssignDrawer
        what={{ examId: exam.id, name: exam.title }}
        open={shown === 'assign'}
        onClose={() => setShown(null)}
      />
    </div>
  );
}

/** Begins, or goes on; or says why that cannot be now. */
function Begin({ exam }: { exam: Exam }) {
  const { t } = useText();
  const words = useRefusalText();
  const dates = useDates();
  const navigate = useNavigate();
  const watched = useMe().viewAs !== null;
  const { message, modal } = App.useApp();
  const open = exam.attempts.find((one) => one.state === 'open');
  const go = (id: number) =>
    void navigate({ to: '/training/attempts/$id', params: { id: String(id) } });
  const start = useCommand(api.attempts.start, { onDone: ({ id }) => go(id) });
  const begin = () =>
    start.mutateAsync({ params: { id: exam.id } }).catch((error: unknown) => {
      void message.error(words(error));
    });
  const ask = () =>
    exam.minutes === null
      ? void begin()
      : void modal.confirm({
          title: t('exam.beginAsk', { n: exam.minutes }),
          okText: t('exam.begin'),
          cancelText: t('common.cancel'),
          onOk: begin,
        });
  if (exam.refusal !== null && exam.refusal !== 'passed') {
    const at = exam.nextAt === null ? '' : dates.time(exam.nextAt);
    return <span className="soft">{t(`exam.refusal.${exam.refusal}`, { at })}</span>;
  }
  if (exam.refusal === 'passed') return null;
  return (
    <Button
      type="primary"
      disabled={watched}
      loading={start.isPending}
      onClick={open ? () => go(open.id) : ask}
    >
      {t(open ? 'exam.resume' : 'exam.begin')}
    </Button>
  );
}

function Paper({ exam }: { exam: Exam }) {
  const { t } = useText();
  return (
    <ol className="training-steps">
      {exam.items.map((item) => (
        <li key={`${item.question?.id}/${item.category?.id}`}>
          {item.question ? (
            <>
              <span className="soft">{t(`question.kind.${item.question.kind}`)}</span>{' '}
              {item.question.text}
              {!item.question.published && <span className="danger"> {t('exam.unpublished')}</span>}
            </>
          ) : (
            t('exam.draw', { name: item.category?.name ?? '', n: item.count })
          )}
          {item.points !== null && (
            <span className="soft"> · {t('exam.pointsN', { n: item.points })}</span>
          )}
        </li>
      ))}
    </ol>
  );
}
