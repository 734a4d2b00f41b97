import { canary, contactPhoneOf, phoneOf } from '../canaries.ts';
import { positions, type Expectation, type RowFacts } from '../expectation.ts';
import { probes, same, type Cell, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

interface Hit {
  source: string;
  id: number;
}

/** What a query for one row must find: its customer, its contact, both or nothing. */
function finds(
  world: World,
  label: string,
  q: string,
  index: number,
  customer: (who: Expectation) => boolean,
  contact: (who: Expectation) => boolean,
): Cell {
  const target = world.targets[index]!;
  const row = positions[index]!;
  return {
    label,
    row: null,
    request: { query: { q, limit: 50 } },
    content(answer: { hits: Hit[] }, who) {
      const found = answer.hits.map((hit) => `${hit.source} ${hit.id}`);
      const expected = [
        ...(customer(who) ? [`customers ${target.customerId}`] : []),
        ...(contact(who) ? [`contacts ${target.contactId}`] : []),
        // Deals are found through their customer; those of the pool and the archive have none here.
        ...(customer(who) && who.seesDeals(row) && row.owner !== null && !row.archived
          ? [`deals ${world.deals.open[index]}`]
          : []),
      ];
      return same('hits', found.toSorted(), expected.toSorted());
    },
  };
}

/** A phone is searched only by those to whom it is shown in full. */
const byPhone = (row: RowFacts) => (who: Expectation) =>
  who.seesContacts(row) && who.phone(row) === 'show';

export const homeRecipes: Recipes = {
  'home.search': (world) =>
    probes.flatMap(({ row, index }) => {
      const sees = (who: Expectation) => who.sees(row);
      const seesContacts = (who: Expectation) => who.seesContacts(row);
      const never = () => false;
      return [
        finds(world, `${row.position} by name`, canary(index, 'name'), index, sees, never),
        finds(
          world,
          `${row.position} by contact`,
          canary(index, 'contact'),
          index,
          seesContacts,
          seesContacts,
        ),
        finds(world, `${row.position} by its phone`, phoneOf(index), index, byPhone(row), never),
        finds(
          world,
          `${row.position} by a contact’s phone`,
          contactPhoneOf(index),
          index,
          byPhone(row),
          byPhone(row),
        ),
        // What no search may reach: tax numbers, notes and follow-ups are not indexed.
        finds(world, `${row.position} by note`, canary(index, 'note'), index, never, never),
      ];
    }),
};
