import { createRoute } from '@tanstack/react-router';
import { appraisalSearch, type AppraisalSearch } from '../features/appraisals/appraisal-search.ts';
import { AppraisalsPage } from '../features/appraisals/appraisals-page.tsx';
import { ProbationPage } from '../features/appraisals/probation-page.tsx';
import { WatchPage } from '../features/appraisals/watch-page.tsx';
import { SheetPage } from '../features/appraisals/sheet-page.tsx';
import { alertSearch, type AlertSearch } from '../features/alerts/alert-search.ts';
import { AlertsPage } from '../features/alerts/alerts-page.tsx';
import { WeeklyListPage } from '../features/alerts/weekly-list.tsx';
import { WeeklyPage } from '../features/alerts/weekly-page.tsx';
import { planSearch, type PlanSearch } from '../features/follow-ups/plan-search.ts';
import { LogEditorPage } from '../features/reviews/log-editor.tsx';
import { LogPage } from '../features/reviews/log-page.tsx';
import {
  logSearch,
  sheetSearch,
  type LogSearch,
  type SheetSearch,
} from '../features/reviews/log-search.ts';
import { LogsPage } from '../features/reviews/logs-page.tsx';
import { PlansPage } from '../features/follow-ups/plans-page.tsx';
import { ReviewedRecordPage } from '../features/reviews/record-page.tsx';
import { reviewSearch, type ReviewSearch } from '../features/reviews/review-search.ts';
import { ReviewsPage } from '../features/reviews/reviews-page.tsx';
import { taskSearch, type TaskSearch } from '../features/reviews/task-search.ts';
import { TasksPage } from '../features/reviews/tasks-page.tsx';
import { WorkloadPage } from '../features/reviews/workload-page.tsx';
import { workloadSearch, type WorkloadSearch } from '../features/reviews/workload-search.ts';
import { root } from './root.tsx';

const reviews = createRoute({
  getParentRoute: () => root,
  path: '/reviews',
  validateSearch: (search): ReviewSearch => reviewSearch.parse(search),
  component: function ReviewsRoute() {
    return <ReviewsPage search={reviews.useSearch()} />;
  },
});
const reviewedRecord = createRoute({
  getParentRoute: () => root,
  path: '/reviews/$id',
  component: function ReviewedRecordRoute() {
    return <ReviewedRecordPage id={Number(reviewedRecord.useParams().id)} />;
  },
});
const plans = createRoute({
  getParentRoute: () => root,
  path: '/plans',
  validateSearch: (search): PlanSearch => planSearch.parse(search),
  component: function PlansRoute() {
    return <PlansPage search={plans.useSearch()} />;
  },
});
const workload = createRoute({
  getParentRoute: () => root,
  path: '/workload',
  validateSearch: (search): WorkloadSearch => workloadSearch.parse(search),
  component: function WorkloadRoute() {
    return <WorkloadPage search={workload.useSearch()} />;
  },
});
const tasks = createRoute({
  getParentRoute: () => root,
  path: '/tasks',
  validateSearch: (search): TaskSearch => taskSearch.parse(search),
  component: function TasksRoute() {
    return <TasksPage search={tasks.useSearch()} />;
  },
});

const workLogs = createRoute({
  getParentRoute: () => root,
  path: '/work-logs',
  validateSearch: (search): LogSearch => logSearch.parse(search),
  component: function WorkLogsRoute() {
    return <LogsPage search={workLogs.useSearch()} />;
  },
});
const workLogSheet = createRoute({
  getParentRoute: () => root,
  path: '/work-logs/edit',
  validateSearch: (search): SheetSearch => sheetSearch.parse(search),
  component: function WorkLogSheetRoute() {
    return <LogEditorPage search={workLogSheet.useSearch()} />;
  },
});
const workLog = createRoute({
  getParentRoute: () => root,
  path: '/work-logs/$id',
  component: function WorkLogRoute() {
    return <LogPage id={Number(workLog.useParams().id)} />;
  },
});
const appraisals = createRoute({
  getParentRoute: () => root,
  path: '/appraisals',
  validateSearch: (search): AppraisalSearch => appraisalSearch.parse(search),
  component: function AppraisalsRoute() {
    return <AppraisalsPage search={appraisals.useSearch()} />;
  },
});
const sheet = createRoute({
  getParentRoute: () => root,
  path: '/appraisals/$id',
  component: function SheetRoute() {
    return <SheetPage id={Number(sheet.useParams().id)} />;
  },
});

const alerts = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  validateSearch: (search): AlertSearch => alertSearch.parse(search),
  component: function AlertsRoute() {
    return <AlertsPage search={alerts.useSearch()} />;
  },
});
const weeklyReports = createRoute({
  getParentRoute: () => root,
  path: '/weekly-reports',
  component: WeeklyListPage,
});
const weeklyReport = createRoute({
  getParentRoute: () => root,
  path: '/weekly-reports/$id',
  component: function WeeklyReportRoute() {
    return <WeeklyPage id={Number(weeklyReport.useParams().id)} />;
  },
});
const probation = createRoute({
  getParentRoute: () => root,
  path: '/appraisals/probation/$id',
  component: function ProbationRoute() {
    return <ProbationPage id={Number(probation.useParams().id)} />;
  },
});
const watch = createRoute({
  getParentRoute: () => root,
  path: '/appraisals/watch/$id',
  component: function WatchRoute() {
    return <WatchPage id={Number(watch.useParams().id)} />;
  },
});

/** The sales team: plans, reviews, work. */
export const teamRoutes = [
  reviews,
  reviewedRecord,
  plans,
  workload,
  tasks,
  workLogs,
  workLogSheet,
  workLog,
  appraisals,
  sheet,
  alerts,
  weeklyReports,
  weeklyReport,
  probation,
  watch,
] as const;
