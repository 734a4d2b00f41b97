import { createRoute } from '@tanstack/react-router';
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

/** Courses and who takes them. */
export const trainingRoutes = [list, course] as const;
