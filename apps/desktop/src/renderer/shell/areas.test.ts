import { homeOf } from '@xinhang/shared/dept-homes.ts';
import { menuPlaces } from '@xinhang/shared/menu-places.ts';
import { expect, test } from 'vitest';
import { placeWords } from './areas.ts';

test('a home can arrange every area and page of the menu, and no other', () => {
  expect([...placeWords.keys()].toSorted()).toEqual([...menuPlaces].toSorted());
  expect(homeOf(['retain']).more.every((path) => placeWords.has(path))).toBe(true);
});
