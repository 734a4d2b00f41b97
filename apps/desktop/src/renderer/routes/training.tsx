import { createRoute } from '@tanstack/react-router';
import { AttemptPage } from '../features/training/attempt-page.tsx';
import { ExamPage } from '../features/training/exam-page.tsx';
import { CoursePage } from '../features/training/course-page.tsx';
import { TrainingPage } from '../features/training/training-page.tsx';
import { trainingSearch, type TrainingSearch } from '../features/training/training-search.ts';
import { root } from './root.tsx';

const list = createRoute({
  getParentRoute: () => root,
  path: '/training',
  validateSearch: (search): TrainingSearch => trainingSearch.parse(search),
  component: function TrainingRoute() {
    return <TrainingPage search={list.useSearch()} />;
  },
});
const course = createRoute({
  getParentRoute: () => root,
  path: '/training/courses/$id',
  component: function CourseRoute() {
    return <CoursePage id={Number(course.useParams().id)} />;
  },
});

const exam = createRoute({
  getParentRoute: () => root,
  path: '/training/exams/$id',
  component: function ExamRoute() {
    return <ExamPage id={Number(exam.useParams().id)} />;
  },
});
const attempt = createRoute({
  getParentRoute: () => root,
  path: '/training/attempts/$id',
  component: function AttemptRoute() {
    return <AttemptPage id={Number(attempt.useParams().id)} />;
  },
});
/** What a notification opens. */
const marking = createRoute({
  getParentRoute: () => root,
  path: '/training/marking',
  component: function MarkingRoute() {
    return <TrainingPage search={{ tab: 'marking' }} />;
  },
});

/** Courses and who takes them. */
export const trainingRoutes = [list, course, exam, attempt, marking] as const;
