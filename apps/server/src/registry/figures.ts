import type { FigureFacts } from '@xinhang/shared/appraisal-schemes.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { ReadContext } from '../http/context.ts';

/** Whose figures, and of which days. */
export interface FigureSpan {
  userId: number;
  /** Business dates, both included. */
  from: string;
  to: string;
  /** The same as instants, UTC ms: from and before. */
  since: number;
  before: number;
  /** Business date of the moment. */
  today: string;
}

/**
 * Figures that a module counts of one person, credited to that person whoever has the rows by now.
 * They are numbers and pass no scope: whoever shows them asks first whether the person is in reach,
 * and leads to the rows by lists that pass it.
 */
export interface FigureSource {
  /** Without it, of any scope, nobody does such things: their lack says nothing of him. */
  readonly needs: Permission;
  readonly figures: readonly FigureFacts[];
  /** Whole numbers in their units by the key; null where there is nothing to measure. */
  count(ctx: ReadContext, span: FigureSpan): Promise<Record<string, number | null>>;
}

/** What of a person is counted for appraisals; each module registers its own at boot. */
export class PersonFigures {
  readonly #sources: FigureSource[] = [];

  register(source: FigureSource): void {
    const twice = source.figures.find(({ key }) => this.get(key));
    if (twice) throw new Error(`"${twice.key}" is counted already.`);
    this.#sources.push(source);
  }

  all(): FigureFacts[] {
    return this.#sources.flatMap((source) => source.figures);
  }

  get(key: string): FigureFacts | undefined {
    return this.all().find((one) => one.key === key);
  }

  /** The right without which nobody has this figure. */
  needs(key: string): Permission | undefined {
    return this.#sources.find((source) => source.figures.some((one) => one.key === key))?.needs;
  }

  /** Those of these keys that are counted; a source is asked once. */
  async count(
    ctx: ReadContext,
    keys: readonly string[],
    span: FigureSpan,
  ): Promise<Map<string, number | null>> {
    const found = new Map<string, number | null>();
    for (const source of this.#sources) {
      const wanted = source.figures.filter(({ key }) => keys.includes(key));
      if (wanted.length === 0) continue;
      const counted = await source.count(ctx, span);
      for (const { key } of wanted) found.set(key, counted[key] ?? null);
    }
    return found;
  }
}
