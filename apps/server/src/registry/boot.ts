import type { DeskBlock, SearchHit } from '@xinhang/shared/activities.ts';
import type { ReadContext } from '../http/context.ts';

/** A kind of thing that the search box finds. Filled at boot; the box knows no business area. */
export interface SearchSource {
  /** As in `SearchHit.source`. */
  readonly name: string;
  /** What this person may see, best first; nothing for somebody without the permission. */
  find(ctx: ReadContext, q: string, limit: number): Promise<SearchHit[]>;
}

/** Lines that a block of the desk shows, but for the one that is worked through. */
export const DESK_ROWS = 8;

export interface DeskQuestion {
  whose: 'mine' | 'team';
  /** Business date in the company's zone. */
  today: string;
  /** The company's zone. */
  zone: string;
  /** Lines to look for: those that are shown, and so many more as the reader put off. */
  limit: number;
  /** No count of a block goes on beyond it. */
  cap: number;
}

/** A block of the morning desk; null for somebody whom it does not concern. */
export interface DeskSource {
  readonly kind: DeskBlock['kind'];
  build(
    ctx: ReadContext,
    question: DeskQuestion,
  ): Promise<Omit<DeskBlock, 'kind' | 'asleep'> | null>;
  /** Lines that it shows; eight unless said. */
  readonly shows?: number;
}

/** What lower parts show of higher ones: each business area adds its own at boot. */
export interface Registries {
  /** In the order in which hits are shown. */
  readonly searchSources: readonly SearchSource[];
  /** In the order in which they stand on the desk. */
  readonly deskBlocks: readonly DeskSource[];
}
