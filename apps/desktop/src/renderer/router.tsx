import {
  createBrowserHistory,
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { ApprovalPage } from './features/approvals/approval-page.tsx';
import { approvalSearch } from './features/approvals/approval-search.ts';
import { ApprovalsPage } from './features/approvals/approvals-page.tsx';
import { FlowsPage } from './features/approvals/flows-page.tsx';
import { BackupsPage } from './features/backups/backups-page.tsx';
import { BranchesPage } from './features/branches/branches-page.tsx';
import { ContactListPage } from './features/contacts/contact-list-page.tsx';
import { contactSearch } from './features/contacts/contact-search.ts';
import { CustomerList } from './features/customers/customer-list.tsx';
import { CustomerPage } from './features/customers/customer-page.tsx';
import { duplicateSearch, DuplicatesPage } from './features/customers/duplicates-page.tsx';
import { customerListSearch } from './features/customers/list-search.ts';
import { BoardPage } from './features/deals/board-page.tsx';
import { CompetitorList } from './features/deals/competitor-list.tsx';
import { CustomerDeals } from './features/deals/customer-deals.tsx';
import { DealList } from './features/deals/deal-list.tsx';
import { DealPage } from './features/deals/deal-page.tsx';
import { boardSearch, dealListSearch } from './features/deals/list-search.ts';
import { outcomeSearch } from './features/deals/outcome-search.ts';
import { OutcomesPage } from './features/deals/outcomes-page.tsx';
import { DeskPage } from './features/desk/desk-page.tsx';
import { DevicesPage } from './features/devices/devices-page.tsx';
import { FilingList, filingSearch, type FilingSearch } from './features/filings/filing-list.tsx';
import { CustomerPlans } from './features/follow-ups/customer-plans.tsx';
import { planSearch, type PlanSearch } from './features/follow-ups/plan-search.ts';
import { PlansPage } from './features/follow-ups/plans-page.tsx';
import { DealFollowUps } from './features/follow-ups/deal-follow-ups.tsx';
import { FollowUpList } from './features/follow-ups/follow-up-list.tsx';
import { followUpSearch, type FollowUpSearch } from './features/follow-ups/follow-up-search.ts';
import { HandoverList } from './features/handovers/handover-list.tsx';
import { HandoverReport } from './features/handovers/handover-report.tsx';
import { HandoverWizard } from './features/handovers/handover-wizard.tsx';
import { NotificationList } from './features/notifications/notification-list.tsx';
import { noticeSearch } from './features/notifications/notice-search.ts';
import { ForecastList } from './features/pool-forecast/forecast-list.tsx';
import { forecastSearch, type ForecastSearch } from './features/pool-forecast/forecast-search.ts';
import { OrgPage } from './features/org/org-page.tsx';
import { orgSearch } from './features/org/org-search.ts';
import { OwnPage } from './features/org/own-page.tsx';
import { GrantsPage } from './features/org/grants-page.tsx';
import { RolesPage } from './features/org/roles-page.tsx';
import { ReviewedRecordPage } from './features/reviews/record-page.tsx';
import { reviewSearch, type ReviewSearch } from './features/reviews/review-search.ts';
import { ReviewsPage } from './features/reviews/reviews-page.tsx';
import { taskSearch, type TaskSearch } from './features/reviews/task-search.ts';
import { TasksPage } from './features/reviews/tasks-page.tsx';
import { WorkloadPage } from './features/reviews/workload-page.tsx';
import { workloadSearch, type WorkloadSearch } from './features/reviews/workload-search.ts';
import { AuditPage } from './features/system/audit-page.tsx';
import { auditSearch } from './features/system/audit-search.ts';
import { FileStorePage } from './features/system/file-store-page.tsx';
import { fileStoreSearch } from './features/system/file-store-search.ts';
import { SetupPage } from './features/setup/setup-page.tsx';
import { ServerPage } from './features/system/server-page.tsx';
import { SettingsPage, settingsSearch } from './features/system/settings-page.tsx';
import { ImportList } from './features/imports/import-list.tsx';
import { ImportPage } from './features/imports/import-page.tsx';
import { JobList } from './features/jobs/job-list.tsx';
import { JobPage } from './features/jobs/job-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/home' });
  },
});
const home = createRoute({ getParentRoute: () => root, path: '/home', component: DeskPage });
const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: (search) => customerListSearch.parse(search),
  component: function CustomersRoute() {
    return <CustomerList search={customers.useSearch()} />;
  },
});
const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$id',
  component: function CustomerRoute() {
    return (
      <CustomerPage
        id={Number(customer.useParams().id)}
        deals={(of, mayAdd) => (
          <>
            <CustomerPlans customer={of} mayAdd={mayAdd} />
            <CustomerDeals customer={of} mayAdd={mayAdd} />
          </>
        )}
      />
    );
  },
});
const pool = createRoute({
  getParentRoute: () => root,
  path: '/pool',
  validateSearch: (search) => customerListSearch.parse(search),
  component: function PoolRoute() {
    return <CustomerList pool search={pool.useSearch()} />;
  },
});
const poolForecast = createRoute({
  getParentRoute: () => root,
  path: '/pool-forecast',
  validateSearch: (search): ForecastSearch => forecastSearch.parse(search),
  component: function PoolForecastRoute() {
    return <ForecastList search={poolForecast.useSearch()} />;
  },
});
const followUps = createRoute({
  getParentRoute: () => root,
  path: '/follow-ups',
  validateSearch: (search): FollowUpSearch => followUpSearch.parse(search),
  component: function FollowUpsRoute() {
    return <FollowUpList search={followUps.useSearch()} />;
  },
});
const filings = createRoute({
  getParentRoute: () => root,
  path: '/filings',
  validateSearch: (search): FilingSearch => filingSearch.parse(search),
  component: function FilingsRoute() {
    return <FilingList search={filings.useSearch()} />;
  },
});
const duplicates = createRoute({
  getParentRoute: () => root,
  path: '/duplicates',
  validateSearch: (search) => duplicateSearch.parse(search),
  component: function DuplicatesRoute() {
    return <DuplicatesPage search={duplicates.useSearch()} />;
  },
});
const contacts = createRoute({
  getParentRoute: () => root,
  path: '/contacts',
  validateSearch: (search) => contactSearch.parse(search),
  component: function ContactsRoute() {
    return <ContactListPage q={contacts.useSearch().q ?? ''} />;
  },
});
const board = createRoute({
  getParentRoute: () => root,
  path: '/deals/board',
  validateSearch: (search) => boardSearch.parse(search),
  component: function BoardRoute() {
    return <BoardPage search={board.useSearch()} />;
  },
});
const deals = createRoute({
  getParentRoute: () => root,
  path: '/deals',
  validateSearch: (search) => dealListSearch.parse(search),
  component: function DealsRoute() {
    return <DealList search={deals.useSearch()} />;
  },
});
const outcomes = createRoute({
  getParentRoute: () => root,
  path: '/deals/outcomes',
  validateSearch: (search) => outcomeSearch.parse(search),
  component: function OutcomesRoute() {
    return <OutcomesPage search={outcomes.useSearch()} />;
  },
});
const deal = createRoute({
  getParentRoute: () => root,
  path: '/deals/$id',
  component: function DealRoute() {
    return (
      <DealPage
        id={Number(deal.useParams().id)}
        followUps={({ id, customer, customerOpen }) => (
          <DealFollowUps dealId={id} customer={customer} customerOpen={customerOpen} />
        )}
      />
    );
  },
});
const competitors = createRoute({
  getParentRoute: () => root,
  path: '/competitors',
  component: CompetitorList,
});
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
const org = createRoute({
  getParentRoute: () => root,
  path: '/org',
  validateSearch: (search) => orgSearch.parse(search),
  component: function OrgRoute() {
    return <OrgPage search={org.useSearch()} />;
  },
});
const handovers = createRoute({
  getParentRoute: () => root,
  path: '/handovers',
  component: HandoverList,
});
const newHandover = createRoute({
  getParentRoute: () => root,
  path: '/handovers/new',
  validateSearch: (search) =>
    z.object({ user: z.int().positive().optional().catch(undefined) }).parse(search),
  component: function NewHandoverRoute() {
    const { user } = newHandover.useSearch();
    return <HandoverWizard key={user} userId={user} />;
  },
});
const handover = createRoute({
  getParentRoute: () => root,
  path: '/handovers/$id',
  component: function HandoverRoute() {
    return <HandoverReport id={Number(handover.useParams().id)} />;
  },
});
const roleSearch = z.object({ role: z.int().positive().optional().catch(undefined) });
const roles = createRoute({
  getParentRoute: () => root,
  path: '/roles',
  validateSearch: (search) => roleSearch.parse(search),
  component: function RolesRoute() {
    return <RolesPage roleId={roles.useSearch().role} />;
  },
});
const grants = createRoute({
  getParentRoute: () => root,
  path: '/grants',
  component: GrantsPage,
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: (search) => auditSearch.parse(search),
  component: function AuditRoute() {
    return <AuditPage search={audit.useSearch()} />;
  },
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: (search) => settingsSearch.parse(search),
  component: function SettingsRoute() {
    return <SettingsPage tab={settings.useSearch().tab} />;
  },
});
const serverRoute = createRoute({
  getParentRoute: () => root,
  path: '/server',
  component: ServerPage,
});
const setup = createRoute({ getParentRoute: () => root, path: '/setup', component: SetupPage });
const backups = createRoute({
  getParentRoute: () => root,
  path: '/backups',
  component: BackupsPage,
});
const devices = createRoute({
  getParentRoute: () => root,
  path: '/devices',
  component: DevicesPage,
});
const branches = createRoute({
  getParentRoute: () => root,
  path: '/branches',
  component: BranchesPage,
});
const files = createRoute({
  getParentRoute: () => root,
  path: '/files',
  validateSearch: (search) => fileStoreSearch.parse(search),
  component: function FilesRoute() {
    return <FileStorePage search={files.useSearch()} />;
  },
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

const imports = createRoute({
  getParentRoute: () => root,
  path: '/imports',
  component: ImportList,
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

export const router = createRouter({
  routeTree: root.addChildren([
    index,
    home,
    customers,
    customer,
    pool,
    poolForecast,
    followUps,
    filings,
    duplicates,
    contacts,
    board,
    deals,
    outcomes,
    deal,
    competitors,
    reviews,
    reviewedRecord,
    plans,
    workload,
    tasks,
    approvals,
    approval,
    approvalFlows,
    org,
    handovers,
    newHandover,
    handover,
    roles,
    grants,
    audit,
    settings,
    setup,
    serverRoute,
    backups,
    devices,
    branches,
    files,
    own,
    notifications,
    imports,
    oneImport,
    jobs,
    job,
  ]),
  // The desktop client serves files alone, so there the page stands behind the #.
  history: location.protocol.startsWith('http') ? createBrowserHistory() : createHashHistory(),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
