import type { ContractRow, MilestoneRow } from '@xinhang/shared/contracts.ts';
import { canary } from '../canaries.ts';
import { ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { contractFen } from '../plant-contracts.ts';
import { TODAY } from '../plant-customers.ts';
import { once, probes, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Request, World } from '../world.ts';

const ONE = 10_000;
/** Through the customer's owner alone, as quotations. */
const sees = (who: Expectation, row: RowFacts) => who.reaches('contracts.read', row);
const seen = (who: Expectation) =>
  positions.flatMap((row, index) => (sees(who, row) ? [index] : []));

interface Aimed {
  which: 'drafts' | 'active' | 'milestones';
  rows?: readonly { row: RowFacts; index: number }[];
  request: (id: number, world: World, index: number) => Request;
  rule: (who: Expectation, row: RowFacts) => ReturnType<typeof ok>;
}
const everywhere = positions.map((row, index) => ({ row, index }));
/** Enough where the rules are those of another verb; a row that does not exist comes first. */
const some = [everywhere[0]!, ...probes];

/** A cell per position, aimed at one of its contracts. */
const over = ({ which, rows = everywhere, request, rule }: Aimed): Recipe => {
  return (world) =>
    rows.map(({ row, index }): Cell => ({
      label: row.position,
      row,
      request: request(world.contracts[which][index]!, world, index),
      rule: (who) => rule(who, row),
    }));
};

const actsBy = (permission: Permission) => (who: Expectation, row: RowFacts) => {
  if (!sees(who, row)) return refused.notFound;
  return who.reaches(permission, row) ? ok() : refused.forbidden;
};
type Rule = (who: Expectation, row: RowFacts) => ReturnType<typeof ok>;
/** With somebody who was put away nothing new is agreed. */
const alive =
  (acts: Rule): Rule =>
  (who, row) => {
    const verdict = acts(who, row);
    return verdict.status === 200 && row.archived ? refused.archived : verdict;
  };
const writes = alive(actsBy('contracts.update'));
const confirms = alive(actsBy('contracts.confirm'));
const past = { status: 409, code: 'state-refused' } as const;
/** It is not at this point: who may is told so. */
const late =
  (permission: Permission): Rule =>
  (who, row) => {
    const verdict = actsBy(permission)(who, row);
    return verdict.status === 200 ? past : verdict;
  };
const made =
  (rule: Rule): Rule =>
  (who, row) => {
    const verdict = rule(who, row);
    return verdict.status === 200 ? ok(201) : verdict;
  };
const reads: Rule = (who, row) => (sees(who, row) ? ok() : refused.notFound);
const IN_FORCE = 2;
const signed = { signedOn: TODAY, ourSigner: '矩阵', theirSigner: '', customerNo: '' };

export const contractRecipes: Recipes = {
  'contracts.list': (world) => [
    {
      label: 'active',
      row: null,
      request: { query: { state: 'active', count: 1, limit: 200 } },
      content: (answer: { rows: ContractRow[]; count: number; amountFen: number }, who) =>
        same(
          'rows',
          answer.rows.map((row) => row.id),
          seen(who)
            .map((index) => world.contracts.active[index]!)
            .toReversed(),
        ) ??
        same(
          'sums',
          [answer.count, answer.amountFen],
          [seen(who).length, seen(who).reduce((all, index) => all + contractFen(index), 0)],
        ),
    },
    ...probes.map(({ row, index }): Cell => ({
      label: `of ${row.position}`,
      row: null,
      request: {
        query: {
          customerId: world.targets[index]!.customerId,
          q: canary(index, 'contract'),
          count: 1,
        },
      },
      content: (answer: { rows: ContractRow[]; count: number }, who) =>
        same('rows', [answer.rows.length, answer.count], sees(who, row) ? [2, 2] : [0, 0]),
    })),
  ],
  'contracts.get': over({
    which: 'active',
    request: (id) => ({ params: { id } }),
    rule: reads,
  }),
  'contracts.versions': over({
    which: 'active',
    rows: some,
    request: (id) => ({ params: { id } }),
    rule: reads,
  }),
  'contracts.orders': over({
    which: 'active',
    rows: some,
    request: (id) => ({ params: { id } }),
    rule: reads,
  }),
  'contracts.files': over({
    which: 'active',
    rows: some,
    request: (id) => ({ params: { id } }),
    rule: reads,
  }),
  'contracts.upload': over({
    which: 'active',
    request: (id) => ({
      params: { id },
      query: { name: '矩阵.txt' },
      bytes: '矩阵',
    }),
    rule: made(writes),
  }),
  'contracts.create': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row: null,
      request: {
        body: {
          customerId: world.targets[index]!.customerId,
          title: '矩阵',
          startOn: TODAY,
          lines: [{ productId: world.products.id, qtyE4: ONE }],
        },
      },
      rule(who) {
        if (!who.sees(row)) return refused.notFound;
        if (!who.reaches('contracts.update', row)) return refused.forbidden;
        return row.archived ? refused.archived : ok(201);
      },
    })),
  // From a quotation that was sent and not accepted: it is told from the others, and no more.
  'contracts.begin': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: { body: { from: 'quotation', id: world.quotations.sent[index]! } },
      rule: (who) => (who.seesQuotations(row) ? past : refused.notFound),
    })),
  'contracts.update': over({
    which: 'drafts',
    request: (id) => ({ params: { id }, body: { version: 1, theirSigner: '矩阵' } }),
    rule: writes,
  }),
  'contracts.discard': over({
    which: 'drafts',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: 1 } }),
    rule: writes,
  }),
  'contracts.submit': over({
    which: 'drafts',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: 1 } }),
    rule: writes,
  }),
  'contracts.sendBack': over({
    which: 'active',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: IN_FORCE, reason: '矩阵' } }),
    rule: late('contracts.update'),
  }),
  'contracts.sign': over({
    which: 'active',
    request: (id) => ({ params: { id }, body: { version: IN_FORCE, ...signed } }),
    rule: writes,
  }),
  'contracts.amend': over({
    which: 'active',
    request: (id) => ({ params: { id }, body: { version: IN_FORCE, reason: '矩阵' } }),
    rule: made(writes),
  }),
  'contracts.order': over({
    which: 'active',
    request: (id) => ({ params: { id }, body: { version: IN_FORCE } }),
    rule(who, row) {
      const verdict = writes(who, row);
      if (verdict.status !== 200) return verdict;
      return who.reaches('salesOrders.update', row) ? ok(201) : refused.forbidden;
    },
  }),
  'contracts.fulfil': over({
    which: 'active',
    request: (id) => ({ params: { id }, body: { version: IN_FORCE } }),
    rule: confirms,
  }),
  'contracts.terminate': over({
    which: 'active',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: IN_FORCE, reason: '矩阵' } }),
    rule: confirms,
  }),
  'contracts.reopen': over({
    which: 'active',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: IN_FORCE, reason: '矩阵' } }),
    rule: late('contracts.confirm'),
  }),
  'contracts.milestones': (world) => [
    {
      label: 'due',
      row: null,
      request: { query: { dueTo: TODAY, count: 1, limit: 200 } },
      content: (answer: { rows: MilestoneRow[]; count: number; amountFen: number }, who) =>
        same(
          'rows',
          answer.rows.map((row) => row.id),
          seen(who).map((index) => world.contracts.milestones[index]!),
        ) ??
        same(
          'sums',
          [answer.count, answer.amountFen],
          [seen(who).length, seen(who).reduce((all, index) => all + contractFen(index), 0)],
        ),
    },
  ],
  'contracts.mark': over({
    which: 'milestones',
    request: (id) => ({ params: { id }, body: { version: 1, reachedOn: TODAY } }),
    rule: writes,
  }),
  'contracts.export': once(
    { body: { what: 'lines', format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
};
