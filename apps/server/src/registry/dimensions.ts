import type { PostedMetric, SplitDimension } from '@xinhang/shared/performance.ts';
import type { ReadContext } from '../http/context.ts';

/** A part of a dimension: its key as the achievement ledger has it, ids as text. */
export interface DimensionPart {
  part: string;
  name: string;
}

/** What the module that owns a dimension says of its parts. */
export interface DimensionSource {
  readonly dimension: SplitDimension;
  /** Whose documents say it. */
  readonly metrics: readonly PostedMetric[];
  /** Whether a target may be split so, too. */
  readonly splits: boolean;
  /** What a target may be split into by now, in the order in which it is shown. */
  choices(ctx: Pick<ReadContext, 'db'>): Promise<DimensionPart[]>;
  /** Names by the key, of parts that are no choice any more, too; what was never one is left out. */
  named(ctx: Pick<ReadContext, 'db'>, parts: readonly string[]): Promise<Map<string, string>>;
}

/** By what targets and results are told apart; each module registers its own at boot. */
export class Dimensions {
  readonly #sources = new Map<SplitDimension, DimensionSource>();

  register(source: DimensionSource): void {
    if (this.#sources.has(source.dimension)) {
      throw new Error(`"${source.dimension}" is registered already.`);
    }
    this.#sources.set(source.dimension, source);
  }

  /** By what results of a metric can be told apart. */
  of(metric: PostedMetric): DimensionSource[] {
    return [...this.#sources.values()].filter((source) => source.metrics.includes(metric));
  }

  get(dimension: SplitDimension): DimensionSource | undefined {
    return this.#sources.get(dimension);
  }
}
