import type { Location } from '@xinhang/shared/product-words.ts';

/** A place as it is chosen and headed: with whom goods lie there, unless its name says so. */
export const placeName = ({ name, holder }: Pick<Location, 'name' | 'holder'>): string =>
  holder === null || name.includes(holder.name) ? name : `${name} ${holder.name}`;
