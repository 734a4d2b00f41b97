import type { PrintKindName } from '@xinhang/shared/print-kinds.ts';
import type { ReadContext } from '../http/context.ts';

/** Documents of a kind that can be printed. */
export interface Printable {
  readonly kinds: readonly PrintKindName[];
  /**
   * Refuses whoever may not read documents of this kind; answers whether there is such a document
   * in the reader's scope.
   */
  reads(ctx: ReadContext, kind: PrintKindName, docId: number): Promise<boolean>;
}

/** What can be printed, by kind: each module registers its own documents at boot. */
export class Printables {
  readonly #kinds = new Map<PrintKindName, Printable>();

  register(printable: Printable): void {
    for (const kind of printable.kinds) this.#kinds.set(kind, printable);
  }

  of(kind: PrintKindName): Printable | undefined {
    return this.#kinds.get(kind);
  }
}
