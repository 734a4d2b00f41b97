import { canary, contactPhoneOf } from '../canaries.ts';
import { inTeam, positions, rowOf, type Expectation, type RowFacts } from '../expectation.ts';
import { written } from '../plant-coaching.ts';
import { claimants } from '../plant-expenses.ts';
import { alertOwned } from './alerts.ts';
import { same, type Cell, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';
import { phoneShown } from './customers.ts';

interface Block {
  kind: string;
  count: number;
  logs?: { person: { name: string } }[];
  deliveries?: { overdue: number; today: number; tomorrow: number };
  attempts?: { person: { name: string } }[];
  expenses?: { toPay: number; cameBack: number };
  items: { customerId: number; contactName: string | null; phone: string | null }[];
}
type Whose = 'mine' | 'team';

/** What lies on the desk: of somebody, and not put away. */
const work = (row: RowFacts, whose: Whose) =>
  row.exists && !row.archived && (whose === 'team' ? inTeam(row) : row.owner === 'me');

/** One about each customer and each deal of the subject's own. */
const ownAlerts = (who: Expectation) =>
  positions.filter(
    (row) => row.owner === 'me' && !row.archived && who.reaches('customers.read', row),
  ).length +
  positions.filter((row) => alertOwned(row) && row.owner === 'me' && who.seesDeals(row)).length;

/** Lines of orders that are to go out today: of the own ones on the own desk of whoever sells. */
const toDeliver = (who: Expectation, whose: Whose) =>
  positions.filter(
    (row) =>
      (who.holds('salesOrders.open') ? row.exists : who.seesOrders(row)) &&
      (whose === 'team' || !who.holds('salesOrders.read') || row.owner === 'me'),
  ).length;

/** Nobody wrote a log since the day of those that lie in the world. */
function logBlocks(who: Expectation, whose: Whose): Record<string, RowFacts[]> {
  const me = rowOf('me');
  const owned = who.holds('workLogs.create');
  const people = (['teammate', 'subordinate', 'principal', 'named', 'stranger'] as const)
    .map(rowOf)
    .filter((row) => who.reaches('workLogs.review', row));
  return {
    ...(owned && { logsDue: [me, me], logReviews: [me] }),
    ...(people.length > 0 && { logsToReview: people }),
    // The last week; the day before is not overdue yet.
    ...(people.length > 0 && whose === 'team' && { logsMissing: people }),
  };
}

/** In the world every customer is due, about to drop, came today, and has a contact whose birthday it is. */
function expected(who: Expectation, whose: Whose): Record<string, RowFacts[]> {
  const received = positions.filter((row) => written(row.position) && who.seesFollowUps(row));
  const on = (sees: (row: RowFacts) => boolean) =>
    positions.filter((row) => work(row, whose) && sees(row));
  // Of owners in reach: to a collaborator nothing drops.
  const about = on((row) => who.reaches('customers.read', row));
  return {
    ...(who.holds('followUps.read') && { followUpsDue: on((row) => who.seesFollowUps(row)) }),
    ...(received.length > 0 && { reviewsReceived: received }),
    ...(ownAlerts(who) > 0 && { alerts: [] }),
    ...logBlocks(who, whose),
    ...(about.length > 0 && { poolWarning: about }),
    ...(who.holds('customers.read') && {
      idleCustomers: [],
      ...(who.role.fields.personal === 'show' && {
        birthdays: on((row) => who.seesContacts(row)),
      }),
      // To a collaborator nothing came.
      newCustomers: on((row) => who.reaches('customers.read', row)),
    }),
  };
}

const led = positions.find((row) => row.position === 'subordinate')!;
const examined = (['teammate', 'subordinate', 'stranger'] as const).map(rowOf);
const past = [
  'backups',
  'approvals',
  'tasksReceived',
  'sheetsToFill',
  'sheetsToScore',
  'articlesToRead',
  'attemptsToMark',
  'probationDue',
  'watchDue',
];

/** Every claim that waits for its money, on either desk of whoever pays. */
const toPay = (who: Expectation) =>
  who.holds('expenses.pay')
    ? claimants.filter((one) => who.reaches('expenses.read', rowOf(one))).length
    : 0;

/** Milestones of contracts, one at each position: seen as contracts, own where the subject keeps it. */
const toBePaid = (who: Expectation, whose: Whose): number =>
  positions.filter(
    (row) =>
      row.exists && who.reaches('contracts.read', row) && (whose === 'team' || row.owner === 'me'),
  ).length;

/** Customers that promised to pay today, as whoever reads their account sees them. */
const promised = (who: Expectation, whose: Whose): number =>
  positions.filter(
    (row) =>
      row.exists &&
      who.reaches('receivables.read', row) &&
      (whose === 'team' || row.owner === 'me'),
  ).length;

function deskCell(world: World, whose: Whose): Cell {
  const indexOf = (id: number) => world.targets.findIndex((one) => one.customerId === id);
  return {
    label: whose,
    row: null,
    request: { query: { whose } },
    content(answer: { blocks: Block[] }, who) {
      const blocks = expected(who, whose);
      const kinds = same(
        'blocks',
        answer.blocks.map((block) => block.kind),
        // One request waits for the subject, whatever his role.
        [...Object.keys(blocks), ...(who.holds('system.backup') ? ['backups'] : [])].toSpliced(
          who.holds('followUps.read') ? 1 : 0,
          0,
          'approvals',
          ...(toDeliver(who, whose) > 0 ? ['deliveriesDue'] : []),
          ...(toBePaid(who, whose) > 0 ? ['milestonesDue'] : []),
          ...(promised(who, whose) > 0 ? ['paymentsPromised'] : []),
          // One line of a request waits for an order.
          ...(who.holds('purchaseOrders.update') ? ['requestsToOrder'] : []),
          // And one that was asked for an answer.
          ...(who.holds('purchaseOrders.update') && who.role.fields.cost === 'show'
            ? ['inquiriesToAnswer']
            : []),
          ...(toPay(who) > 0 ? ['expensesDue'] : []),
          // What the supplier is owed of old.
          ...(who.holds('payments.manage') ? ['payablesDue'] : []),
          // So does one task.
          'tasksReceived',
          // Two sheets wait for his own word; and one for that of the head, where he scores his people.
          'sheetsToFill',
          ...(who.reaches('appraisals.score', led) ? ['sheetsToScore'] : []),
          // And one article that everybody must read.
          'articlesToRead',
          // Of everybody else one attempt waits to be marked.
          ...(examined.some((row) => who.reaches('training.lead', row)) ? ['attemptsToMark'] : []),
          ...(who.reaches('staff.decide', led) ? ['probationDue', 'watchDue'] : []),
        ),
      );
      if (kinds) return kinds;
      for (const { kind, count, items, logs, attempts, deliveries, expenses } of answer.blocks) {
        for (const { person } of attempts ?? []) {
          const row = examined.find(({ owner }) => person.name === `matrix-${owner}`);
          if (!row || !who.reaches('training.lead', row)) return `${kind} names ${person.name}`;
        }
        // Speak of the disk, and of no customer.
        if (past.includes(kind)) continue;
        if (['requestsToOrder', 'inquiriesToAnswer', 'payablesDue'].includes(kind)) continue;
        if (kind === 'deliveriesDue') {
          const counted = { overdue: 0, today: toDeliver(who, whose), tomorrow: 0 };
          const wrong =
            same(kind, deliveries, counted) ?? same(`${kind} count`, count, counted.today);
          if (wrong) return wrong;
          continue;
        }
        if (kind === 'expensesDue') {
          const wrong = same(kind, expenses, { toPay: toPay(who), cameBack: 0 });
          if (wrong) return wrong;
          continue;
        }
        if (kind === 'milestonesDue') {
          const wrong = same(`${kind} count`, count, toBePaid(who, whose));
          if (wrong) return wrong;
          continue;
        }
        if (kind === 'paymentsPromised') {
          const wrong = same(`${kind} count`, count, promised(who, whose));
          if (wrong) return wrong;
          continue;
        }
        const rows = blocks[kind]!;
        if (kind === 'alerts') {
          const wrong = same('alerts', count, ownAlerts(who));
          if (wrong) return wrong;
          continue;
        }
        if (logs) {
          const names = rows.map((row) => `matrix-${row.owner}`);
          const found = logs.map((log) => log.person.name);
          // Whoever reaches everybody reaches those, too, who were there before.
          const foreign = found.filter(
            (name) => name.startsWith('matrix-') && !names.includes(name),
          );
          const few = count < rows.length ? 'too few' : null;
          const wrong = same(kind, foreign, []) ?? few;
          if (wrong) return wrong;
          continue;
        }
        const found = items.map((item) => positions[indexOf(item.customerId)]?.position ?? '?');
        const wrong =
          same(kind, found.toSorted(), rows.map((row) => row.position).toSorted()) ??
          same(`${kind} count`, count, rows.length);
        if (wrong) return wrong;
        // A line about what was said names nobody outside the office.
        if (kind === 'reviewsReceived') continue;
        for (const item of items) {
          const index = indexOf(item.customerId);
          const row = positions[index]!;
          const shown = [canary(index, 'contact'), phoneShown(who, row, contactPhoneOf(index))];
          const differs = same(kind, [item.contactName, item.phone], shown);
          if (differs) return differs;
        }
      }
      return null;
    },
  };
}

export const deskRecipes: Recipes = {
  'home.desk': (world) => [deskCell(world, 'mine'), deskCell(world, 'team')],
};
