import type { QuotationRow } from '@xinhang/shared/quotations.ts';
import { canary } from '../canaries.ts';
import { ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { TODAY } from '../plant-customers.ts';
import { quotedFen } from '../plant-quotations.ts';
import { once, probes, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Request, World } from '../world.ts';

const ONE = 10_000;
const seen = (who: Expectation) =>
  positions.flatMap((row, index) => (who.seesQuotations(row) ? [index] : []));

interface Aimed {
  which: 'drafts' | 'sent';
  rows?: readonly { row: RowFacts; index: number }[];
  request: (id: number, world: World, index: number) => Request;
  rule: (who: Expectation, row: RowFacts) => ReturnType<typeof ok>;
}
const everywhere = positions.map((row, index) => ({ row, index }));
/** Enough where the rules are those of another verb; a row that does not exist comes first. */
const some = [everywhere[0]!, ...probes];

/** A cell per position, aimed at one of its quotations. */
const over = ({ which, rows = everywhere, request, rule }: Aimed): Recipe => {
  return (world) =>
    rows.map(({ row, index }): Cell => ({
      label: row.position,
      row,
      request: request(world.quotations[which][index]!, world, index),
      rule: (who) => rule(who, row),
    }));
};

const acts = (who: Expectation, row: RowFacts) => {
  if (!who.seesQuotations(row)) return refused.notFound;
  return who.reaches('quotations.update', row) ? ok() : refused.forbidden;
};
/** Of somebody who was put away nothing new is written. */
const writes = (who: Expectation, row: RowFacts) => {
  const verdict = acts(who, row);
  return verdict.status === 200 && row.archived ? refused.archived : verdict;
};
const past = { status: 409, code: 'state-refused' } as const;
/** It is not at this point: who may is told so. */
const late = (who: Expectation, row: RowFacts) => {
  const verdict = acts(who, row);
  return verdict.status === 200 ? past : verdict;
};
const reads = (who: Expectation, row: RowFacts) =>
  who.seesQuotations(row) ? ok() : refused.notFound;
const SENT = 3;

export const quotationRecipes: Recipes = {
  'quotations.list': (world) => [
    {
      label: 'sent',
      row: null,
      request: { query: { state: 'sent', count: 1, limit: 200 } },
      content: (answer: { rows: QuotationRow[]; count: number; grossFen: number }, who) =>
        same(
          'rows',
          answer.rows.map((row) => row.id),
          seen(who)
            .map((index) => world.quotations.sent[index]!)
            .toReversed(),
        ) ??
        same(
          'sums',
          [answer.count, answer.grossFen],
          [seen(who).length, seen(who).reduce((all, index) => all + quotedFen(index), 0)],
        ),
    },
    ...probes.map(({ row, index }): Cell => ({
      label: `of ${row.position}`,
      row: null,
      request: {
        query: {
          customerId: world.targets[index]!.customerId,
          q: canary(index, 'quotation'),
          count: 1,
        },
      },
      content: (answer: { rows: QuotationRow[]; count: number }, who) =>
        same('rows', [answer.rows.length, answer.count], who.seesQuotations(row) ? [2, 2] : [0, 0]),
    })),
  ],
  'quotations.get': over({
    which: 'sent',
    request: (id) => ({ params: { id } }),
    rule: reads,
  }),
  'quotations.versions': over({
    which: 'sent',
    rows: some,
    request: (id) => ({ params: { id } }),
    rule: reads,
  }),
  'quotations.create': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row: null,
      request: {
        body: {
          customerId: world.targets[index]!.customerId,
          businessDate: TODAY,
          lines: [{ productId: world.products.id, qtyE4: ONE }],
        },
      },
      rule(who) {
        if (!who.sees(row)) return refused.notFound;
        if (!who.reaches('quotations.update', row)) return refused.forbidden;
        return row.archived ? refused.archived : ok(201);
      },
    })),
  'quotations.update': over({
    which: 'drafts',
    request: (id) => ({ params: { id }, body: { version: 1, leadTime: '矩阵' } }),
    rule: writes,
  }),
  'quotations.discard': over({
    which: 'drafts',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: 1 } }),
    rule: writes,
  }),
  'quotations.submit': over({
    which: 'drafts',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: 1 } }),
    rule: writes,
  }),
  'quotations.sendBack': over({
    which: 'sent',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: SENT, reason: '矩阵' } }),
    rule: late,
  }),
  'quotations.send': over({
    which: 'sent',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: SENT } }),
    rule: late,
  }),
  'quotations.accept': over({
    which: 'sent',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: SENT } }),
    rule: writes,
  }),
  'quotations.extend': over({
    which: 'sent',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: SENT, validTo: '2027-06-30' } }),
    rule: writes,
  }),
  'quotations.reject': over({
    which: 'sent',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: SENT, reason: '矩阵' } }),
    rule: writes,
  }),
  'quotations.revise': over({
    which: 'sent',
    request: (id) => ({ params: { id }, body: { version: SENT } }),
    rule: writes,
  }),
  'quotations.order': over({
    which: 'sent',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: SENT } }),
    rule: late,
  }),
  'quotations.export': once(
    { body: { what: 'lines', format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
};
