import { useNavigate } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { ExamList } from './exam-list.tsx';
import { ExamResults } from './exam-results.tsx';
import { MarkingQueue } from './marking-page.tsx';
import { QuestionList } from './question-list.tsx';
import { CourseList } from './course-list.tsx';
import { MyTraining } from './my-training.tsx';
import { PathList } from './path-list.tsx';
import { ResultTable } from './result-table.tsx';
import { RuleList } from './rule-list.tsx';
import { trainingTabs, type TrainingSearch } from './training-search.ts';

/** What one learns; for those who lead or keep training everything else about it. */
export function TrainingPage({ search }: { search: TrainingSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const leads = useMay('training.lead');
  const keeps = useMay('training.manage');
  const show = (next: TrainingSearch) => void navigate({ to: '/training', search: next });
  const shown = {
    mine: true,
    courses: leads || keeps,
    paths: leads || keeps,
    exams: leads || keeps,
    questions: keeps,
    rules: keeps,
    marking: leads,
    results: leads,
    examResults: leads,
  };
  const wanted = search.tab ?? 'mine';
  const tab = shown[wanted] ? wanted : 'mine';
  const tabs = trainingTabs.filter((one) => shown[one]);
  const choice =
    tabs.length > 1 ? (
      <Segmented<(typeof trainingTabs)[number]>
        aria-label={t('menu.training')}
        value={tab}
        options={tabs.map((value) => ({ value, label: t(`training.tab.${value}`) }))}
        onChange={(value) => show({ ...search, tab: value === 'mine' ? undefined : value })}
      />
    ) : null;
  switch (tab) {
    case 'courses':
      return <CourseList choice={choice} keeps={keeps} leads={leads} />;
    case 'exams':
      return <ExamList choice={choice} keeps={keeps} leads={leads} />;
    case 'questions':
      return <QuestionList choice={choice} />;
    case 'marking':
      return <MarkingQueue choice={choice} />;
    case 'examResults':
      return <ExamResults choice={choice} search={search} onChange={show} />;
    case 'paths':
      return <PathList choice={choice} keeps={keeps} leads={leads} />;
    case 'rules':
      return <RuleList choice={choice} />;
    case 'results':
      return <ResultTable choice={choice} search={search} onChange={show} />;
    case 'mine':
      return <MyTraining choice={choice} />;
  }
}
