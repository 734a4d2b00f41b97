import type { Category } from '@xinhang/shared/knowledge.ts';
import { ok, refused, type Expectation, type Verdict } from '../expectation.ts';
import { NOBODY } from '../plant-customers.ts';
import { once, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Request, World } from '../world.ts';

const state = { status: 409, code: 'state-refused' } as const;
const inUse = { status: 409, code: 'in-use' } as const;

type Which = 'everybodys' | 'strangers' | 'mine' | 'others';
const every = ['everybodys', 'strangers', 'mine', 'others'] as const;
const published = (which: Which) => which === 'everybodys' || which === 'strangers';

const publishes = (who: Expectation) => who.holds('knowledge.publish');
const writes = (who: Expectation) => who.holds('knowledge.write');
/** Published for everybody; the own where one writes; all of them where one publishes. */
const sees = (who: Expectation, which: Which) =>
  which === 'everybodys' || publishes(who) || (which === 'mine' && writes(who));
const edits = (who: Expectation, which: Which) =>
  publishes(who) || (which === 'mine' && writes(who));

/** A cell per article; what is not seen is not there, what is not one's own to write is refused. */
function over(
  request: (world: World, which: Which | null) => Request,
  rules: { needs: 'sight' | 'pen'; of: (which: Which) => Verdict },
): Recipe {
  return (world) => [
    { label: 'none', row: null, request: request(world, null), rule: () => refused.notFound },
    ...every.map((which): Cell => ({
      label: which,
      row: null,
      request: request(world, which),
      rule(who) {
        if (!sees(who, which)) return refused.notFound;
        if (rules.needs === 'pen' && !edits(who, which)) return refused.forbidden;
        return rules.of(which);
      },
    })),
  ];
}
const idOf = (world: World, which: Which | null) => (which ? world.articles[which].id : NOBODY);
const at =
  (body?: object, more: Record<string, number> = {}) =>
  (world: World, which: Which | null): Request => ({
    params: { id: idOf(world, which), ...more },
    ...(body && { body }),
  });
const all = () => ok();
const ofPublished = (which: Which) => (published(which) ? ok() : state);
const ofDrafts = (which: Which) => (published(which) ? state : ok());
const versioned = (which: Which) => (published(which) ? ok() : refused.notFound);

function view(name: string, of: (who: Expectation) => string[]): Recipe {
  return () => [
    {
      label: name,
      row: null,
      request: { query: { view: name, count: 1 } },
      content: (answer: { rows: { title: string }[]; count: number }, who) => {
        const expected = of(who).toSorted();
        const found = answer.rows.map((row) => row.title).toSorted();
        return same(name, [found, answer.count], [expected, expected.length]);
      },
    },
  ];
}

const body = { type: 'doc', content: [{ type: 'paragraph' }] };

export const knowledgeRecipes: Recipes = {
  'knowledge.listCategories': (world) => [
    {
      label: 'all',
      row: null,
      request: {},
      content: (answer: { rows: Category[] }, who) => {
        const row = answer.rows.find(({ id }) => id === world.articles.category);
        return same('articles', row?.articles, publishes(who) ? 2 : 1);
      },
    },
  ],
  'knowledge.createCategory': once({ body: { name: '矩阵新分类' } }, { rule: () => ok(201) }),
  'knowledge.updateCategory': (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY }, body: { version: 1, sort: 3 } },
      rule: () => refused.notFound,
    },
    {
      label: 'one',
      row: null,
      request: { params: { id: world.articles.category }, body: { version: 1, sort: 3 } },
    },
  ],
  'knowledge.removeCategory': (world) =>
    (
      [
        [NOBODY, refused.notFound],
        [world.articles.category, inUse],
        [world.articles.empty, ok()],
      ] as const
    ).map(([id, verdict]) => ({
      label: String(verdict.status),
      row: null,
      request: { params: { id } },
      rule: () => verdict,
    })),
  'knowledge.listArticles': (world) => [
    ...view('published', (who) => ['矩阵必读', ...(publishes(who) ? ['矩阵他组'] : [])])(world),
    // What one is asked to read is never what one only looks after.
    ...view('required', () => ['矩阵必读'])(world),
    ...view('drafts', (who) => [
      ...(edits(who, 'mine') ? ['矩阵我写'] : []),
      ...(publishes(who) ? ['矩阵他写'] : []),
    ])(world),
    ...view('retired', () => [])(world),
  ],
  'knowledge.getArticle': over(at(), { needs: 'sight', of: all }),
  'knowledge.readArticle': over(at({ no: 1 }), { needs: 'sight', of: ofPublished }),
  'knowledge.voteArticle': over(at({ useful: true }), { needs: 'sight', of: ofPublished }),
  'knowledge.listReaders': over(at(), { needs: 'sight', of: ofPublished }),
  'knowledge.getDraft': over(at(), { needs: 'pen', of: all }),
  'knowledge.createArticle': (world) => [
    {
      label: 'once',
      row: null,
      request: { body: { title: '矩阵', categoryId: world.articles.category, body } },
      rule: () => ok(201),
    },
  ],
  'knowledge.saveDraft': over(at({ version: 1, title: '矩阵改' }), { needs: 'pen', of: all }),
  'knowledge.discardDraft': over(at({ version: 1 }), { needs: 'pen', of: ofDrafts }),
  'knowledge.submitDraft': over(at({ version: 1 }), { needs: 'pen', of: ofDrafts }),
  'knowledge.publishArticle': over(at({ version: 1 }), { needs: 'sight', of: ofDrafts }),
  'knowledge.retireArticle': over(at({ version: 1 }), { needs: 'sight', of: ofPublished }),
  'knowledge.listVersions': over(at(), { needs: 'pen', of: all }),
  'knowledge.getVersion': over(at(undefined, { no: 1 }), { needs: 'pen', of: versioned }),
  'knowledge.restoreVersion': over(at({ version: 1 }, { no: 1 }), { needs: 'pen', of: versioned }),
  'knowledge.uploadFile': once(
    { query: { name: 'matrix.txt' }, bytes: 'matrix' },
    { rule: () => ok(201) },
  ),
  'knowledge.downloadFile': over(
    (world, which) => ({ params: { id: which ? world.articles[which].fileId : NOBODY } }),
    { needs: 'sight', of: all },
  ),
};
