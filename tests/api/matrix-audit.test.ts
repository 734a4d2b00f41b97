import { afterEach, expect, test, vi } from 'vitest';
import { startCompany } from '../helpers/server.ts';
import { walkWrites } from '../matrix/audit-walk.ts';
import { recipesOwed } from '../matrix/owed.ts';
import { rolesUnderTest } from '../matrix/roles.ts';

afterEach(() => {
  vi.doUnmock('@xinhang/db/repositories/commands.ts');
});

/** Who between them may do everything: to customers, to the company, to the system, and logs. */
const roles = rolesUnderTest.filter((role) =>
  ['owner', 'administrator', 'all of all', 'salesperson'].includes(role.name),
);

/**
 * Writes that succeed only after another of the same person, or while the server is open to the
 * network; the named test looks at their trace.
 */
const provenElsewhere = new Map([
  ['customerWork.undoBulk', 'tests/api/bulk.test.ts'],
  ['merges.undo', 'tests/api/merges.test.ts'],
  ['deals.withdrawMove', 'tests/api/deal-gates.test.ts'],
  ['deals.undoBulk', 'tests/api/deal-bulk.test.ts'],
  ['campaigns.send', 'tests/api/message-providers.test.ts'],
  ['campaigns.schedule', 'tests/api/message-providers.test.ts'],
  ['salesPlans.reopen', 'tests/api/sales-plans.test.ts'],
  ['priceAdjustments.sendBack', 'tests/api/price-adjustments.test.ts'],
  ['attempts.forgive', 'tests/api/exams.test.ts'],
  ['quotations.sendBack', 'tests/api/quotations.test.ts'],
  ['quotations.send', 'tests/api/quotations.test.ts'],
  ['quotations.order', 'tests/api/quotations.test.ts'],
  ['contracts.begin', 'tests/api/contracts.test.ts'],
  ['contracts.sendBack', 'tests/api/contracts.test.ts'],
  ['contracts.reopen', 'tests/api/contracts.test.ts'],
  ['salesOrders.sendBack', 'tests/api/sales-orders.test.ts'],
  ['orderChanges.create', 'tests/api/order-changes.test.ts'],
  ['orderChanges.sendBack', 'tests/api/order-changes.test.ts'],
  ['receiptNotes.reverse', 'tests/api/purchase-orders.test.ts'],
  ['purchaseReturns.reverse', 'tests/api/purchase-returns.test.ts'],
  ['purchaseRequests.update', 'tests/api/change-of-nothing.test.ts'],
  ['purchaseRequests.discard', 'tests/api/purchase-requests.test.ts'],
  ['purchaseRequests.submit', 'tests/api/purchase-requests.test.ts'],
  ['purchaseRequests.withdraw', 'tests/api/purchase-requests.test.ts'],
  ['priceInquiries.withdraw', 'tests/api/price-inquiries.test.ts'],
  ['priceInquiries.use', 'tests/api/price-inquiries.test.ts'],
  ['priceInquiries.useInOrder', 'tests/api/price-inquiries.test.ts'],
  ['inquiryFiles.remove', 'tests/api/price-inquiries.test.ts'],
  ['dropShipments.mark', 'tests/api/drop-ship.test.ts'],
  ['dropShipments.moveShipTo', 'tests/api/drop-ship.test.ts'],
  ['dropShipments.order', 'tests/api/drop-ship.test.ts'],
  ['dropShipments.ship', 'tests/api/drop-ship.test.ts'],
  ['dropShipments.post', 'tests/api/drop-ship.test.ts'],
  ['dropShipments.reverse', 'tests/api/drop-ship.test.ts'],
  ['deliveries.askRelease', 'tests/api/deliveries.test.ts'],
  ['deliveries.withdrawRelease', 'tests/api/deliveries.test.ts'],
  ['deliveries.sign', 'tests/api/deliveries.test.ts'],
  ['deliveries.reverse', 'tests/api/deliveries.test.ts'],
  ['salesReturns.create', 'tests/api/deliveries.test.ts'],
  ['salesReturns.createFree', 'tests/api/deliveries.test.ts'],
  ['salesReturns.update', 'tests/api/deliveries.test.ts'],
  ['salesReturns.change', 'tests/api/deliveries.test.ts'],
  ['salesReturns.submit', 'tests/api/deliveries.test.ts'],
  ['salesReturns.sendBack', 'tests/api/deliveries.test.ts'],
  ['salesReturns.discard', 'tests/api/deliveries.test.ts'],
  ['salesReturns.confirm', 'tests/api/deliveries.test.ts'],
  ['salesReturns.reverse', 'tests/api/deliveries.test.ts'],
  ['loans.confirm', 'tests/api/loans.test.ts'],
  ['loans.extend', 'tests/api/loans.test.ts'],
  ['loans.takeBack', 'tests/api/loans.test.ts'],
  ['loans.sell', 'tests/api/loans.test.ts'],
  ['loans.reverseReturn', 'tests/api/loans.test.ts'],
  ['loans.reverse', 'tests/api/loans.test.ts'],
  ['expenseClaims.withdraw', 'tests/api/expenses.test.ts'],
  ['temporaryLimits.give', 'tests/api/temporary-limits.test.ts'],
  ['temporaryLimits.end', 'tests/api/temporary-limits.test.ts'],
  ['collections.withdraw', 'tests/api/receipts.test.ts'],
  ['refundRequests.submit', 'tests/api/refund-requests.test.ts'],
  ['refundRequests.withdraw', 'tests/api/refund-requests.test.ts'],
  ['refundRequests.discard', 'tests/api/refund-requests.test.ts'],
  ['refundRequests.pay', 'tests/api/refund-requests.test.ts'],
  ['statements.clear', 'tests/api/statements.test.ts'],
  ['supplierStatements.clear', 'tests/api/statements.test.ts'],
  ['bills.undo', 'tests/api/bills.test.ts'],
  ['bills.split', 'tests/api/bills.test.ts'],
  ['bills.join', 'tests/api/bills.test.ts'],
  ['nettings.reverse', 'tests/api/payments.test.ts'],
  ['fapiao.noFapiao', 'tests/api/no-fapiao.test.ts'],
  ['fapiao.neededAgain', 'tests/api/no-fapiao.test.ts'],
  ['fapiao.redOfReturns', 'tests/api/fapiao.test.ts'],
  ['supplierInvoices.create', 'tests/api/supplier-invoices.test.ts'],
  ['goingLive.setTotals', 'tests/api/going-live.test.ts'],
  ['goingLive.start', 'tests/api/going-live.test.ts'],
  ['goingLive.reopen', 'tests/api/going-live.test.ts'],
  ['backups.restoreForeign', 'tests/backup/jobs.test.ts'],
  ['devices.makeCode', 'tests/api/devices-audit.test.ts'],
  ['devices.makeFile', 'tests/api/devices-audit.test.ts'],
  ['devices.enrol', 'tests/api/devices-audit.test.ts'],
  ['branches.create', 'tests/api/branches.test.ts'],
]);

/** What they write is itself the log of who opened what; an acknowledgement is audited. */
const logsOfTheirOwn = ['knowledge.readArticle'];

/** Asked for nothing, or for what is there already, so that nothing is written. */
const empty = ['trainingWork.setAttendance [given by others]', 'attempts.start [under way]'];

test('every write leaves a row in the audit, in its own transaction', async () => {
  const walk = await walkWrites(startCompany, roles);
  const silent = walk.silent.filter(
    (one) => !logsOfTheirOwn.includes(one.split(' ')[0]!) && !empty.includes(one),
  );
  expect([...new Set(silent)]).toEqual([]);
  const unproven = walk.unproven.filter((name) => !recipesOwed.has(name));
  expect(unproven).toEqual([...provenElsewhere.keys()]);
  expect(walk.writes).toBeGreaterThan(100);
});

test('a write that leaves none is found', async () => {
  vi.resetModules();
  vi.doMock('@xinhang/db/repositories/commands.ts', async (load) => ({
    ...(await load<object>()),
    appendAudit: () => Promise.resolve(),
  }));
  const broken = await import('../helpers/server.ts');
  const only = ['customers.create', 'settings.update', 'auth.login'];
  const walk = await walkWrites(broken.startCompany, roles, only);
  expect(new Set(walk.silent.map((one) => one.split(' ')[0]))).toEqual(new Set(only));
});
