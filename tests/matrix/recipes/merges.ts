import type { DuplicateGroup, MergeRow } from '@xinhang/shared/merges.ts';
import { canary } from '../canaries.ts';
import { positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { overRows, probes, same, type Cell, type Recipes } from '../recipe.ts';
import { judgeRow, type Row } from './customers.ts';

/** A customer that whoever may merge at all reaches. */
const own = positions.findIndex((row) => row.position === 'own');
const sameCustomer = { status: 422, code: 'field-refused' } as const;

const merges = (who: Expectation, row: RowFacts) =>
  row.position === 'own' ? sameCustomer : who.acts('customers.merge', row);
const outOfPool = ['contact', 'address', 'taxno', 'phone'];
const archived = positions.findIndex((row) => row.position === 'archived');

export const mergeRecipes: Recipes = {
  'merges.preview': (world) => {
    const ownId = world.targets[own]!.customerId;
    const content = (kept: number) => (answer: { kept: Row; other: Row }, who: Expectation) =>
      judgeRow(answer.kept, who, positions[kept]!, kept);
    return [
      ...positions.map((row, index): Cell => ({
        label: `into ${row.position}`,
        row,
        request: { params: { id: world.targets[index]!.customerId, otherId: ownId } },
        rule: (who) => merges(who, row),
        content: content(index),
      })),
      ...probes.map(({ row, index }): Cell => ({
        label: `of ${row.position}`,
        row,
        request: { params: { id: ownId, otherId: world.targets[index]!.customerId } },
        rule: (who) => merges(who, row),
        content: content(own),
      })),
    ];
  },

  'merges.merge': (world) => {
    const { customerId: ownId, version: ownVersion } = world.targets[own]!;
    return [
      ...positions.map((row, index): Cell => {
        const { customerId, version } = world.targets[index]!;
        const body = { version, otherId: ownId, otherVersion: ownVersion };
        return {
          label: `into ${row.position}`,
          row,
          request: { params: { id: customerId }, body },
          rule: (who) => merges(who, row),
          // It gets the owner of the other, and is shown like what somebody owns.
          ...(row.owner === null && { echoes: outOfPool }),
        };
      }),
      ...probes.map(({ row, index }): Cell => {
        const { customerId: otherId, version: otherVersion } = world.targets[index]!;
        const body = { version: ownVersion, otherId, otherVersion };
        return {
          label: `of ${row.position}`,
          row,
          request: { params: { id: ownId }, body },
          rule: (who) => merges(who, row),
        };
      }),
    ];
  },

  'merges.list': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule: (who, row) => who.acts('customers.merge', { ...row, archived: false }),
    content: (answer: { rows: MergeRow[] }, _who, row) =>
      same(
        'merges',
        answer.rows.map(({ other }) => other.name),
        row.position === 'archived' ? [] : [`深圳${canary(archived, 'name')}有限公司`],
      ),
  }),

  'merges.undo': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: { params: { id: world.merges[index]! } },
      rule: (who) => {
        if (row.position === 'archived') return refused.notFound;
        const verdict = who.acts('customers.merge', row);
        return verdict.status === 200 ? { status: 409, code: 'state-refused' } : verdict;
      },
    })),

  'merges.groups': () =>
    (['name', 'taxNo', 'phone'] as const).map((on): Cell => ({
      label: on,
      row: null,
      request: { query: { on } },
      // No two of the planted customers share one.
      content: (answer: { rows: DuplicateGroup[] }) => same('groups', answer.rows, []),
    })),
};
