import { overRows, type Recipes } from '../recipe.ts';
import { judgeContacts, judgePlaces, type Places, type Shown } from './contacts.ts';
import { judgeRow, judgeTimeline, type Item, type Row } from './customers.ts';
import { judgeFiles } from './files.ts';

interface Page extends Places {
  customer: Row;
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
      judgeContacts(answer.contacts, who, row, index) ??
      judgePlaces(answer, who, row, index) ??
      judgeFiles(answer.files, who, row, index) ??
      judgeTimeline(answer.timeline.rows, who, row, index),
  }),
};
