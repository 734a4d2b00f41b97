import { canary, contactPhoneOf, masked, phoneOf } from '../canaries.ts';
import { inTeam, ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { overRows, probes, same, type Cell, type Recipes } from '../recipe.ts';
import type { Request, World } from '../world.ts';

export interface Row {
  id: number;
  name: string;
  mainContact: string | null;
  mainPhone: string | null;
}

/** A phone of this row as this person reads it. */
export function phoneShown(who: Expectation, row: RowFacts, phone: string): string | null {
  const view = who.phone(row);
  return view === 'hide' ? null : view === 'mask' ? masked(phone) : phone;
}

/** A customer as a list or a page may show it to this person. */
export function judgeRow(
  found: Row,
  who: Expectation,
  row: RowFacts,
  index: number,
): string | null {
  return (
    same('phone', found.mainPhone, phoneShown(who, row, contactPhoneOf(index))) ??
    same('contact', found.mainContact, who.seesContacts(row) ? canary(index, 'contact') : null)
  );
}

export interface Item {
  kind: string;
  text: string;
}

/** The talks on a timeline as this person reads it. */
export function judgeTimeline(
  items: readonly Item[],
  who: Expectation,
  row: RowFacts,
  index: number,
): string | null {
  const texts = items.filter((item) => item.kind === 'followUp').map((item) => item.text);
  return same('follow-ups', texts, who.seesFollowUps(row) ? [canary(index, 'followUp')] : []);
}

type View = 'mine' | 'team' | 'all' | 'pool' | undefined;

/** The rows that a list must answer: seen, and kept by its filters. */
function expectedRows(who: Expectation, keeps: (row: RowFacts, who: Expectation) => boolean) {
  return positions.filter((row) => who.sees(row) && keeps(row, who)).map((row) => row.position);
}

const inView = (view: View) => (row: RowFacts) =>
  view === undefined ||
  ((view === 'pool' ? row.owner === null : row.owner !== null) &&
    (view !== 'mine' || row.owner === 'me') &&
    (view !== 'team' || inTeam(row)));

function listCell(
  world: World,
  label: string,
  query: NonNullable<Request['query']>,
  keeps: (row: RowFacts, who: Expectation) => boolean,
): Cell {
  const positionOf = new Map(
    world.targets.map((target, index) => [target.customerId, positions[index]!]),
  );
  return {
    label,
    row: null,
    request: { query: { count: 1, limit: 200, ...query } },
    content(answer: { rows: Row[]; count: number }, who) {
      const expected = expectedRows(who, keeps);
      const found = answer.rows.map((row) => positionOf.get(row.id)?.position ?? `#${row.id}`);
      return (
        same('rows', found.toSorted(), expected.toSorted()) ??
        same('count', answer.count, expected.length) ??
        answer.rows.reduce<string | null>((wrong, row) => {
          const index = world.targets.findIndex((target) => target.customerId === row.id);
          return wrong ?? judgeRow(row, who, positions[index]!, index);
        }, null)
      );
    },
  };
}

/** Counts what a list of these filters would show, and marks nothing: there are few rows. */
function marksCell(
  label: string,
  query: NonNullable<Request['query']>,
  keeps: (row: RowFacts, who: Expectation) => boolean,
): Cell {
  return {
    label,
    row: null,
    request: { query },
    content: (answer: { marks: string[]; count: number; next: string | null }, who) =>
      same('count', answer.count, expectedRows(who, keeps).length) ??
      same('marks', [answer.marks, answer.next], [[], null]),
  };
}

/** The same, and a row that is not there: what is refused is refused in its words. */
const probesAndNone = positions
  .map((row, index) => ({ row, index }))
  .filter(({ row }) => !row.exists || probes.some((one) => one.row === row));

const live = (row: RowFacts) => !row.archived;

export const customerRecipes: Recipes = {
  'customers.list': (world) => [
    ...([undefined, 'mine', 'team', 'all', 'pool'] as const).map((view) =>
      listCell(
        world,
        view ?? 'everything',
        view ? { view } : {},
        (row) => live(row) && inView(view)(row),
      ),
    ),
    listCell(world, 'archived', { archived: 1 }, (row) => row.archived),
    listCell(world, 'of a stranger', { ownerId: world.people.stranger }, (row) => {
      return live(row) && row.owner === 'stranger';
    }),
    ...probes.flatMap(({ row, index }) => [
      listCell(
        world,
        `${row.position} by words`,
        { q: canary(index, 'name') },
        (one) => one === row,
      ),
      listCell(world, `${row.position} by phone`, { q: contactPhoneOf(index) }, (one, who) => {
        return one === row && who.seesContacts(one) && who.phone(one) === 'show';
      }),
    ]),
    ...(['name', 'nextFollowOn', 'createdAt', 'completeness', 'grade'] as const).map((sort) =>
      listCell(world, `by ${sort}`, { sort, dir: 'asc' }, live),
    ),
  ],

  'customers.marks': (world) => [
    ...([undefined, 'mine', 'team', 'pool'] as const).map((view) =>
      marksCell(
        view ?? 'everything',
        view ? { view } : {},
        (row) => live(row) && inView(view)(row),
      ),
    ),
    ...probes.map(({ row, index }) =>
      marksCell(`${row.position} by words`, { q: canary(index, 'name') }, (one) => one === row),
    ),
    marksCell('of a stranger', { ownerId: world.people.stranger }, (row) => {
      return live(row) && row.owner === 'stranger';
    }),
  ],

  'filings.list': (world) => [
    {
      label: 'this month',
      row: null,
      request: {},
      content(answer: { rows: { person: { id: number }; owned: number }[] }, who) {
        const owners = ['me', 'teammate', 'subordinate', 'principal', 'named', 'stranger'] as const;
        const reached = owners.filter((owner) =>
          who.reaches('customers.read', { ...positions[0]!, exists: true, owner }),
        );
        const owned = (owner: (typeof owners)[number]) =>
          positions.filter((row) => row.owner === owner && live(row) && who.sees(row)).length;
        const wrong = owners.flatMap((owner) => {
          const found = answer.rows.find((row) => row.person.id === world.people[owner]);
          const right = reached.includes(owner) ? owned(owner) : undefined;
          return found && found.owned !== right ? [`${owner}: ${found.owned}, not ${right}`] : [];
        });
        return same('figures', wrong, []);
      },
    },
  ],

  'customers.get': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule: (who, row) => who.reads(row),
    content(
      answer: Row & {
        phone: string | null;
        address: string;
        taxNo: string;
        creditHidden: boolean;
        can: Record<string, boolean>;
      },
      who,
      row,
      index,
    ) {
      const may = (permission: Parameters<Expectation['reaches']>[0]) =>
        who.reaches(permission, row) && !row.archived && !who.watched;
      return (
        judgeRow(answer, who, row, index) ??
        same('own phone', answer.phone, phoneShown(who, row, phoneOf(index))) ??
        same(
          'address and tax number',
          [answer.address, answer.taxNo],
          who.seesContacts(row) ? [canary(index, 'address'), canary(index, 'taxNo')] : ['', ''],
        ) ??
        same('can', answer.can, {
          update: may('customers.update'),
          assign: may('customers.assign'),
          archive: who.reaches('customers.archive', row) && !who.watched,
          merge: may('customers.merge'),
          credit:
            who.role.fields.credit === 'show' && may('customers.update') && may('customers.credit'),
          followUp: who.logs(row) && !row.archived && !who.watched,
          receivables: who.reaches('receivables.read', row),
          trading: who.reaches('deliveries.read', row),
          fapiao: who.reaches('fapiao.read', row),
        })
      );
    },
  }),

  'customers.create': (world) => [
    {
      label: 'own',
      row: null,
      request: { body: { name: '矩阵新客户' } },
      rule: (who) => (who.holds('customers.read') ? ok(201) : refused.blind),
    },
    {
      label: 'into the pool',
      row: null,
      request: { body: { name: '矩阵新客户', ownerId: null } },
      rule: (who) => assignsTo(who, { ...positions[0]!, exists: true, owner: null }),
    },
    ...(['teammate', 'subordinate', 'principal', 'named', 'stranger'] as const).map(
      (owner): Cell => ({
        label: `for ${owner}`,
        row: null,
        request: { body: { name: '矩阵新客户', ownerId: world.people[owner] } },
        rule: (who) => {
          const theirs = { ...positions[0]!, exists: true, owner };
          // For a colleague whom one works for, whoever may change that one's customers.
          const helps = owner === 'principal' && who.reaches('customers.update', theirs);
          return helps ? ok(201) : assignsTo(who, theirs);
        },
      }),
    ),
    ...probes.map(({ row, index }): Cell => ({
      label: `like ${row.position}`,
      row: null,
      request: { body: { name: `深圳${canary(index, 'name')}有限公司` } },
      rule: (who) =>
        who.holds('customers.read') ? { status: 409, code: 'duplicate-customer' } : refused.blind,
    })),
  ],

  'customers.update': overRows({
    request: ({ customerId, version }) => ({
      params: { id: customerId },
      body: { version, region: '矩阵' },
    }),
    rule: (who, row) => who.acts('customers.update', row),
    content: (answer: Row, who, row, index) => judgeRow(answer, who, row, index),
  }),

  'customers.assign': overRows({
    request: ({ customerId, version }, world) => ({
      params: { id: customerId },
      body: { version, ownerId: world.people.me },
    }),
    rule: (who, row) => who.acts('customers.assign', row),
  }),

  'customers.archive': overRows({
    request: ({ customerId, version }) => ({
      params: { id: customerId },
      body: { version, archived: true },
    }),
    rule: (who, row) => who.acts('customers.archive', { ...row, archived: false }),
  }),

  'customers.setCollaborators': overRows({
    request: ({ customerId, version }, world) => ({
      params: { id: customerId },
      body: { version, userIds: [world.people.stranger] },
    }),
    rule: (who, row) => who.acts('customers.update', row),
  }),

  'customers.checkDuplicates': (world) =>
    probes.flatMap(({ row, index }) =>
      (
        [
          ['name', { name: `深圳${canary(index, 'name')}有限公司` }],
          ['phone', { phone: contactPhoneOf(index) }],
          ['tax number', { taxNo: canary(index, 'taxNo') }],
        ] as const
      ).map(([by, query]): Cell => ({
        label: `${row.position} by ${by}`,
        row: null,
        request: { query },
        content(answer: { matches: { customerId: number | null; name: string }[] }, who) {
          if (!row.exists) return same('matches', answer.matches, []);
          const found = answer.matches.map((match) => match.customerId);
          return same('row', found, [who.sees(row) ? world.targets[index]!.customerId : null]);
        },
      })),
    ),

  'customerValue.get': (world) =>
    probesAndNone.map(({ row, index }) => ({
      label: row.position,
      row,
      request: { params: { id: world.targets[index]!.customerId } },
      rule: (who) => who.reads(row),
    })),
  'customerValue.set': (world) =>
    probesAndNone.map(({ row, index }) => ({
      label: row.position,
      row,
      request: {
        params: { id: world.targets[index]!.customerId },
        body: { version: world.targets[index]!.version, byHand: true, grade: 'B', reason: '矩阵' },
      },
      rule: (who) => who.acts('customers.assign', row),
    })),

  'customers.timeline': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule: (who, row) => who.reads(row),
    content: (answer: { rows: Item[] }, who, row, index) =>
      judgeTimeline(answer.rows, who, row, index),
  }),
};

function assignsTo(who: Expectation, row: RowFacts) {
  return who.reaches('customers.assign', row)
    ? ok(201)
    : ({ status: 422, code: 'field-refused' } as const);
}
