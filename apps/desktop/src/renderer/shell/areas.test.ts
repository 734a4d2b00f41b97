import type { Me } from '@xinhang/shared/auth.ts';
import { homeOf, saysNothing, type HomeParts } from '@xinhang/shared/dept-homes.ts';
import { menuPlaces } from '@xinhang/shared/menu-places.ts';
import { expect, test, vi } from 'vitest';
import { arranged } from '../features/desk/arranged.ts';

// What the build puts in.
vi.stubGlobal('__CLIENT_VERSION__', '0.0.0');
const { areasFor, MORE, placeWords } = await import('./areas.ts');

test('a home can arrange every area and page of the menu, and no other', () => {
  expect([...placeWords.keys()].toSorted()).toEqual([...menuPlaces].toSorted());
  expect(homeOf(['retain']).more.every((path) => placeWords.has(path))).toBe(true);
});

const seller = (menu: HomeParts['menu']): Me =>
  ({
    models: ['dev'],
    home: { ...saysNothing, menu },
    grants: ['customers.read', 'deals.read'].map((permission) => ({ permission })),
  }) as unknown as Me;

test('the menu follows the home and offers the same pages', () => {
  const preset = areasFor(seller(null));
  const said = areasFor(
    seller({ order: ['deals', '/contacts'], more: ['/deals', '/approvals', '/org'] }),
  );
  expect(said[0]!.key).toBe('deals');
  const pagesOf = (key: string) =>
    said.find((area) => area.key === key)?.pages?.map(({ path }) => path);
  expect(pagesOf('customers')?.[0]).toBe('/contacts');
  // An area without a page in front is gone; the page is not. Nobody gets a page that he may not use.
  expect(pagesOf('office')).toBeUndefined();
  expect(pagesOf(MORE)?.toSorted()).toEqual(['/approvals', '/deals']);
  const all = (areas: typeof said) =>
    areas.flatMap(({ pages = [] }) => pages.map(({ path }) => path)).toSorted();
  expect(all(said)).toEqual(all(preset));
});

test('blocks that are put away lie folded, whatever is in them', () => {
  const block = (kind: string, count: number) => ({ kind, count, asleep: 0 });
  const blocks = [block('alerts', 2), block('birthdays', 0), block('careDue', 3)] as never;
  const { shown, folded } = arranged(blocks, {
    desk: ['careDue', 'birthdays', 'alerts'],
    aside: [],
    away: ['alerts'],
  });
  expect(shown.map(({ kind }) => kind)).toEqual(['careDue', 'birthdays']);
  expect(folded.map(({ kind }) => kind)).toEqual(['alerts']);
});
