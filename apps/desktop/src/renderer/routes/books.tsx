import { createRoute } from '@tanstack/react-router';
import { PeriodClosingsPage } from '../features/books/period-closings-page.tsx';
import { root } from './root.tsx';

const parent = () => root;

const closings = createRoute({
  getParentRoute: parent,
  path: '/period-closings',
  component: PeriodClosingsPage,
});

/** What an accountant looks at: months that are closed. */
export const booksRoutes = [closings] as const;
