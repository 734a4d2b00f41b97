import { canary } from '../canaries.ts';
import { positions, type Expectation, type RowFacts } from '../expectation.ts';
import { overRows, same, type Recipes } from '../recipe.ts';
import { judgeContacts, judgePlaces, type Places, type Shown } from './contacts.ts';
import { judgeRow, judgeTimeline, type Item, type Row } from './customers.ts';
import { judgeFiles } from './files.ts';

interface Page extends Places {
  customer: Row & { parent: { name: string } | null };
  below: { rows: { name: string }[] };
  contacts: Shown[];
  files: { name: string }[];
  timeline: { rows: Item[] };
}

export const customerPageRecipes: Recipes = {
  'customerPage.open': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule: (who, row) => who.reads(row),
    content: (answer: Page, who, row, index) =>
      judgeRow(answer.customer, who, row, index) ??
      judgeGroup(answer, who, row) ??
      judgeContacts(answer.contacts, who, row, index) ??
      judgePlaces(answer, who, row, index) ??
      judgeFiles(answer.files, who, row, index) ??
      judgeTimeline(answer.timeline.rows, who, row, index),
  }),
};

/** All stand below the own one: it is named to those who see it, they to those who see them. */
function judgeGroup({ customer, below }: Page, who: Expectation, row: RowFacts): string | null {
  const named = (one: RowFacts) => `深圳${canary(positions.indexOf(one), 'name')}有限公司`;
  const head = positions.find((one) => one.position === 'own')!;
  const isHead = row === head;
  const seen = positions.filter((one) => one !== head && who.sees(one)).map(named);
  return (
    same('parent', customer.parent?.name ?? null, isHead || !who.sees(head) ? null : named(head)) ??
    same(
      'below',
      below.rows.map(({ name }) => name),
      isHead ? seen : [],
    )
  );
}
