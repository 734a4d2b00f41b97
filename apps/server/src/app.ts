import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { problem } from '@xinhang/shared/problems.ts';
import fastify, { LogController, type FastifyInstance } from 'fastify';
import type { Deps } from './deps.ts';
import { watchBodies } from './http/body-watch.ts';
import {
  answerUnreadable,
  compressAnswers,
  connectionLimits,
  MAX_CONNECTIONS,
  refuseWhileStopping,
} from './http/limits.ts';
import { refuseWhenOverloaded } from './http/overload.ts';
import { limitRates } from './http/rates.ts';
import { logRequests } from './http/request-log.ts';
import { refuseOldClients } from './http/client-level.ts';
import { refuseStrangeTypes } from './http/content-type.ts';
import { eventRoute } from './http/event-route.ts';
import { EventHub } from './http/events.ts';
import type { Http } from './http/implement.ts';
import { admitNetworks, Networks } from './http/networks.ts';
import { openApiRoute } from './http/openapi.ts';
import { Clockwork } from './jobs/clockwork.ts';
import { housekeeping } from './jobs/housekeeping.ts';
import { JobRunner } from './jobs/runner.ts';
import { answerProblem } from './http/problem-reply.ts';
import { serveScreens } from './http/screens.ts';
import { Sessions } from './http/session.ts';
import { TlsDoor } from './http/tls-door.ts';
import { activityRoutes } from './modules/activities/routes.ts';
import { followUpsDue } from './modules/activities/desk.ts';
import { planRoutes, plansDue } from './modules/activities/plan-routes.ts';
import { campaignRoutes } from './modules/campaigns/routes.ts';
import { careDue, festivals, promisesDue } from './modules/care/desk.ts';
import { careRoutes } from './modules/care/routes.ts';
import { reviewsDue, reviewsReceived } from './modules/coaching/desk.ts';
import { coachingRoutes } from './modules/coaching/routes.ts';
import { targetRoutes } from './modules/targets/routes.ts';
import { alertRoutes, alertsDue } from './modules/alerts/routes.ts';
import { logDesk } from './modules/coaching/logs/desk.ts';
import { taskRoutes, tasksOverdue, tasksReceived } from './modules/coaching/task-routes.ts';
import { sheetsToFill, sheetsToScore } from './modules/appraisals/desk.ts';
import { probationDue, watchDue } from './modules/appraisals/staff-desk.ts';
import { staffRoutes } from './modules/appraisals/staff-routes.ts';
import { appraisalRoutes } from './modules/appraisals/routes.ts';
import { contactRoutes } from './modules/customers/contact-routes.ts';
import { filingRoutes } from './modules/customers/filings.ts';
import { customerRoutes } from './modules/customers/routes.ts';
import { mergeRoutes } from './modules/customers/merge-routes.ts';
import { customerWorkRoutes } from './modules/customers/work-routes.ts';
import { wordRoutes } from './modules/customers/word-routes.ts';
import { birthdays, idleCustomers, newCustomers } from './modules/customers/desk.ts';
import { contactSource, customerSource } from './modules/customers/search.ts';
import { dealFileRoutes } from './modules/deals/file-routes.ts';
import { dealRoutes } from './modules/deals/routes.ts';
import { dealSource } from './modules/deals/search.ts';
import { handoverRoutes } from './modules/handover/routes.ts';
import { articleSource, articlesToRead } from './modules/learning/finding.ts';
import { trainingSource } from './modules/learning/training-finding.ts';
import { knowledgeRoutes } from './modules/learning/knowledge-routes.ts';
import { examRoutes } from './modules/learning/exam-routes.ts';
import { attemptsWaiting } from './modules/learning/marking.ts';
import { trainingDue, trainingOverdue } from './modules/learning/training-desk.ts';
import { trainingRoutes } from './modules/learning/training-routes.ts';
import { factRoutes } from './modules/facts/routes.ts';
import { analysisRoutes } from './modules/analysis/routes.ts';
import { homeRoutes } from './modules/home/routes.ts';
import { openingRoutes } from './modules/opening/routes.ts';
import { importRoutes } from './modules/imports/routes.ts';
import { priceRoutes } from './modules/prices/routes.ts';
import { ledgerRoutes } from './modules/ledgers/routes.ts';
import { inquiryDesk, inquiryRoutes } from './modules/inquiries/routes.ts';
import { purchasingRoutes } from './modules/purchasing/routes.ts';
import { inquirySource } from './modules/inquiries/search.ts';
import { purchaseOrderSource } from './modules/purchasing/orders/search.ts';
import { dropShipDesk } from './modules/purchasing/drop-ship/changed.ts';
import { requestsToOrder } from './modules/purchasing/requests/routes.ts';
import { supplierSource } from './modules/purchasing/search.ts';
import { productRoutes } from './modules/products/routes.ts';
import { productSource } from './modules/products/picking.ts';
import { fapiaoSource } from './modules/finance/invoices/owned.ts';
import { supplierInvoiceSource } from './modules/finance/supplier-invoices/search.ts';
import { financeRoutes } from './modules/finance/routes.ts';
import { billsDue } from './modules/finance/bills/desk.ts';
import { limitsEnding } from './modules/ledgers/limits-desk.ts';
import { payablesDue } from './modules/finance/payables/desk.ts';
import { statementsDue, supplierStatementsDue } from './modules/finance/statements/desk.ts';
import { paymentsPromised } from './modules/finance/collections/desk.ts';
import { expensesDue } from './modules/finance/claims/desk.ts';
import { deliveriesDue } from './modules/sales/deliveries/desk.ts';
import { loansDue } from './modules/sales/loans/desk.ts';
import { quotationsEnding } from './modules/sales/quotations/desk.ts';
import { milestonesDue } from './modules/sales/contracts/desk.ts';
import { contractSource } from './modules/sales/contracts/search.ts';
import { quotationSource } from './modules/sales/quotations/search.ts';
import { salesOrderSource } from './modules/sales/orders/search.ts';
import { salesRoutes } from './modules/sales/routes.ts';
import { stockRoutes } from './modules/stock/routes.ts';
import { relationRoutes } from './modules/relation/routes.ts';
import { poolWarning } from './modules/pools/desk.ts';
import { poolRoutes } from './modules/pools/routes.ts';
import { presetRoutes } from './modules/presets/routes.ts';
import { weeklyRoutes } from './modules/weekly/routes.ts';
import { authRoutes } from './modules/org/auth-routes.ts';
import { grantRoutes } from './modules/org/grant-routes.ts';
import { orgRoutes } from './modules/org/org-routes.ts';
import { preferenceRoutes } from './modules/org/preference-routes.ts';
import { userRoutes } from './modules/org/user-routes.ts';
import { approvalsWaiting } from './modules/system/approvals/desk.ts';
import { approvalRoutes } from './modules/system/approvals/routes.ts';
import { failedJobs } from './modules/system/desk.ts';
import { deviceRoutes } from './modules/org/device-routes.ts';
import { fileStoreRoutes } from './modules/system/file-store-routes.ts';
import { fileRoutes } from './modules/system/file-routes.ts';
import { jobRoutes } from './modules/system/job-routes.ts';
import { notificationRoutes } from './modules/system/notification-routes.ts';
import { auditExportRoutes } from './modules/system/audit-export.ts';
import { auditRoutes } from './modules/system/audit-routes.ts';
import { backupRoutes } from './modules/system/backup-routes.ts';
import { branchRoutes } from './modules/system/branch-routes.ts';
import { calendarRoutes } from './modules/system/calendar-routes.ts';
import { savedViewRoutes } from './modules/system/saved-view-routes.ts';
import { printRoutes } from './modules/system/prints/routes.ts';
import { examinationRoutes } from './modules/system/examination.ts';
import { serverRoutes } from './modules/system/server-routes.ts';
import { scheduleRoutes } from './modules/system/schedule-routes.ts';
import { settingRoutes } from './modules/system/setting-routes.ts';
import { AuditSealer } from './ops/audit-sealer.ts';
import { officeOf } from './ops/backup/office-of.ts';
import type { BackupOffice } from './ops/backup/office.ts';
import { DiskWatch } from './ops/disk-watch.ts';
import { ApprovalTargets } from './registry/approvals.ts';
import { Dimensions } from './registry/dimensions.ts';
import { PersonFigures } from './registry/figures.ts';
import { LastPrices } from './registry/last-prices.ts';
import { LineSupplies } from './registry/line-supplies.ts';
import { SalesVolumes } from './registry/sales-volumes.ts';
import { Printables } from './registry/printables.ts';
import { Closings } from './registry/closings.ts';
import { DealProofs } from './registry/deal-proofs.ts';
import { OwnerDebts } from './registry/owner-debts.ts';
import { OwnedKinds } from './registry/owned.ts';
import { ProductUses } from './registry/product-uses.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Started when the server is ready, stopped when it closes; `await jobs.idle()` in tests. */
    jobs: JobRunner;
    /** Started by whoever runs the server; tests turn the clock and call `tick`. */
    clockwork: Clockwork;
    /** Open event streams. */
    hub: EventHub;
    /** Started by whoever runs the server; tests call `seal`. */
    sealer: AuditSealer;
    /** Makes and knows the backups of the data directory. */
    backups: BackupOffice;
    /** Started by whoever runs the server; tests call `look`. */
    diskWatch: DiskWatch;
    /** The encrypted door; opened by whoever runs the server. */
    tls: TlsDoor;
  }
}

/** The server without environment and without a port: what `start` listens with and tests call. */
export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = fastify({
    ...connectionLimits,
    ...(deps.log ? { loggerInstance: deps.log } : { logger: false }),
    // Whoever watches a server may ask whether it lives; nothing else is asked by HEAD, and twice
    // the routes would be set up at each start.
    exposeHeadRoutes: false,
    logController: new LogController({ disableRequestLogging: true }),
    clientErrorHandler: answerUnreadable,
    // An address that cannot be read, or is longer than any id, is refused before any route.
    frameworkErrors: answerProblem,
  });
  app.server.maxConnections = MAX_CONNECTIONS;
  // Bodies are JSON, or bytes where an endpoint takes an upload.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(answerProblem);
  logRequests(app);
  refuseWhileStopping(app);
  watchBodies(app);
  await refuseWhenOverloaded(app, deps.overload, deps.elapsed ?? deps.now);
  refuseOldClients(app, deps.version);
  await compressAnswers(app);
  await app.register(cookie);
  await app.register(helmet, {
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
  });
  const hub = new EventHub();
  app.decorate('hub', hub);
  app.addHook('preClose', () => hub.stop());
  const tls = new TlsDoor(deps, app.log);
  app.decorate('tls', tls);
  app.addHook('preClose', () => tls.stop());
  admitNetworks(app, new Networks(deps.db.read));
  refuseStrangeTypes(app);
  const sessions = new Sessions(deps);
  if (deps.requestsPerMinute !== undefined) {
    await limitRates(app, sessions, deps.requestsPerMinute);
  }
  const jobs = new JobRunner(deps, hub, app.log);
  const clockwork = new Clockwork(deps, { hub, jobs, sessions, log: app.log });
  clockwork.register({
    key: 'housekeeping',
    at: '03:00',
    catchUp: 'newest',
    job: housekeeping,
  });
  app.decorate('jobs', jobs);
  app.addHook('onRequest', (_request, _reply, done) => {
    jobs.pace.asked();
    done();
  });
  app.decorate('clockwork', clockwork);
  const sealer = new AuditSealer(deps, app.log);
  app.decorate('sealer', sealer);
  const backups = officeOf(deps);
  app.decorate('backups', backups);
  if (!deps.asleep) app.addHook('onReady', () => jobs.start());
  const diskWatch = new DiskWatch(deps, hub, app.log);
  app.decorate('diskWatch', diskWatch);
  app.addHook('onClose', async () => {
    await diskWatch.stop();
    await clockwork.stop();
    await jobs.stop();
    await sealer.stop();
  });
  const http: Http = {
    app,
    deps,
    sessions,
    hub,
    jobs,
    clockwork,
    owned: new OwnedKinds(),
    approvals: new ApprovalTargets(),
    figures: new PersonFigures(),
    dimensions: new Dimensions(),
    productUses: new ProductUses(),
    lastPrices: new LastPrices(),
    lineSupplies: new LineSupplies(),
    ownerDebts: new OwnerDebts(),
    dealProofs: new DealProofs(),
    salesVolumes: new SalesVolumes(),
    printables: new Printables(),
    closings: new Closings(),
  };
  openApiRoute(http);
  authRoutes(http);
  orgRoutes(http);
  userRoutes(http);
  grantRoutes(http);
  preferenceRoutes(http);
  customerRoutes(http);
  filingRoutes(http);
  contactRoutes(http);
  customerWorkRoutes(http);
  mergeRoutes(http);
  wordRoutes(http);
  activityRoutes(http);
  planRoutes(http);
  careRoutes(http);
  relationRoutes(http);
  campaignRoutes(http);
  approvalRoutes(http);
  productRoutes(http);
  priceRoutes(http);
  stockRoutes(http);
  financeRoutes(http);
  ledgerRoutes(http);
  salesRoutes(http);
  purchasingRoutes(http);
  inquiryRoutes(http);
  dealRoutes(http);
  dealFileRoutes(http);
  coachingRoutes(http);
  handoverRoutes(http);
  poolRoutes(http);
  taskRoutes(http);
  appraisalRoutes(http);
  targetRoutes(http);
  alertRoutes(http);
  weeklyRoutes(http);
  presetRoutes(http);
  knowledgeRoutes(http);
  trainingRoutes(http);
  examRoutes(http);
  staffRoutes(http);
  factRoutes(http);
  analysisRoutes(http);
  const backupBlock = backupRoutes(http, backups);
  homeRoutes(http, {
    searchSources: [
      customerSource,
      contactSource,
      dealSource,
      quotationSource,
      contractSource,
      salesOrderSource,
      fapiaoSource,
      supplierInvoiceSource,
      productSource,
      supplierSource,
      purchaseOrderSource,
      inquirySource,
      articleSource,
      trainingSource,
    ],
    deskBlocks: [
      followUpsDue,
      approvalsWaiting(http),
      deliveriesDue,
      milestonesDue,
      paymentsPromised,
      statementsDue,
      loansDue,
      quotationsEnding,
      requestsToOrder,
      dropShipDesk,
      ...inquiryDesk,
      expensesDue,
      supplierStatementsDue,
      payablesDue,
      billsDue,
      limitsEnding,
      plansDue,
      promisesDue,
      careDue,
      tasksReceived(http),
      tasksOverdue(http),
      sheetsToFill,
      sheetsToScore,
      articlesToRead,
      trainingDue,
      trainingOverdue,
      attemptsWaiting,
      probationDue,
      watchDue,
      reviewsReceived,
      reviewsDue,
      alertsDue,
      ...logDesk,
      poolWarning,
      idleCustomers,
      birthdays,
      festivals,
      newCustomers,
      failedJobs,
      backupBlock,
    ],
  });
  deviceRoutes(http);
  branchRoutes(http);
  serverRoutes(http, backups);
  examinationRoutes(http);
  fileRoutes(http);
  fileStoreRoutes(http);
  jobRoutes(http);
  notificationRoutes(http);
  openingRoutes(http);
  importRoutes(http);
  auditRoutes(http);
  auditExportRoutes(http);
  settingRoutes(http);
  savedViewRoutes(http);
  printRoutes(http);
  scheduleRoutes(http);
  calendarRoutes(http);
  eventRoute(http);
  if (deps.screens) await serveScreens(app, deps.screens, deps.random);
  else {
    app.setNotFoundHandler(() => {
      throw problem('not-found');
    });
  }
  return app;
}
