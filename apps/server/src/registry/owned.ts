import type { ReadContext } from '../http/context.ts';

/**
 * What lower modules need to know of rows that belong to higher ones: files hang on such rows,
 * notifications speak of them. A module registers its kinds at boot.
 */
export interface OwnedKind {
  /** As stored: `customer`, `followUp`. */
  readonly kind: string;
  /** Names of those rows among these that the reader may see; the others do not exist for him. */
  names(ctx: ReadContext, ids: readonly number[]): Promise<Map<number, string>>;
}

export class OwnedKinds {
  readonly #kinds = new Map<string, OwnedKind>();

  register(kind: OwnedKind): void {
    if (this.#kinds.has(kind.kind)) throw new Error(`"${kind.kind}" is registered already.`);
    this.#kinds.set(kind.kind, kind);
  }

  get(kind: string): OwnedKind | undefined {
    return this.#kinds.get(kind);
  }
}
