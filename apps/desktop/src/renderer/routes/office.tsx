import { createRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { ApprovalPage } from '../features/approvals/approval-page.tsx';
import { approvalSearch } from '../features/approvals/approval-search.ts';
import { ApprovalsPage } from '../features/approvals/approvals-page.tsx';
import { FlowsPage } from '../features/approvals/flows-page.tsx';
import { DeskPage } from '../features/desk/desk-page.tsx';
import { NotificationList } from '../features/notifications/notification-list.tsx';
import { noticeSearch } from '../features/notifications/notice-search.ts';
import { OwnPage } from '../features/org/own-page.tsx';
import { GoingLivePage } from '../features/going-live/going-live-page.tsx';
import { ImportList } from '../features/imports/import-list.tsx';
import { importSearch } from '../features/imports/import-search.ts';
import { ImportPage } from '../features/imports/import-page.tsx';
import { JobList } from '../features/jobs/job-list.tsx';
import { JobPage } from '../features/jobs/job-page.tsx';
import { root } from './root.tsx';

const home = createRoute({ getParentRoute: () => root, path: '/home', component: DeskPage });
const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  validateSearch: (search) => approvalSearch.parse(search),
  component: function ApprovalsRoute() {
    return <ApprovalsPage search={approvals.useSearch()} />;
  },
});
const approval = createRoute({
  getParentRoute: () => root,
  path: '/approvals/$id',
  component: function ApprovalRoute() {
    return <ApprovalPage id={Number(approval.useParams().id)} />;
  },
});
const approvalFlows = createRoute({
  getParentRoute: () => root,
  path: '/approval-flows',
  component: FlowsPage,
});
const own = createRoute({ getParentRoute: () => root, path: '/me', component: OwnPage });
const notifications = createRoute({
  getParentRoute: () => root,
  path: '/notifications',
  validateSearch: (search) => noticeSearch.parse(search),
  component: function NotificationsRoute() {
    return <NotificationList search={notifications.useSearch()} />;
  },
});
const goingLive = createRoute({
  getParentRoute: () => root,
  path: '/going-live',
  component: GoingLivePage,
});
const imports = createRoute({
  getParentRoute: () => root,
  path: '/imports',
  validateSearch: (search) => importSearch.parse(search),
  component: function ImportsRoute() {
    return <ImportList search={imports.useSearch()} />;
  },
});
const oneImport = createRoute({
  getParentRoute: () => root,
  path: '/imports/$id',
  component: function ImportRoute() {
    return <ImportPage id={Number(oneImport.useParams().id)} />;
  },
});
const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  validateSearch: (search) =>
    z.object({ all: z.boolean().optional().catch(undefined) }).parse(search),
  component: function JobsRoute() {
    return <JobList all={jobs.useSearch().all === true} />;
  },
});
const job = createRoute({
  getParentRoute: () => root,
  path: '/jobs/$id',
  component: function JobRoute() {
    return <JobPage id={Number(job.useParams().id)} />;
  },
});

/** The desk and what everybody has: approvals, notifications, long work. */
export const officeRoutes = [
  home,
  approvals,
  approval,
  approvalFlows,
  own,
  notifications,
  goingLive,
  imports,
  oneImport,
  jobs,
  job,
] as const;
