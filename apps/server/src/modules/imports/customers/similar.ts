import type { Reader } from '@xinhang/db/database.ts';
import { coreBeginnings, endsAWord, mayBegin, nameCore } from '@xinhang/shared/name-core.ts';
import { customersOfCores } from '../../customers/service.ts';

interface Core {
  core: string;
  beginnings: readonly string[];
  /** Longer names that begin with it are likely the same firm. */
  longer: boolean;
}

/** Of the names of a few blocks, each of which is asked for several times. */
const known = new Map<string, Core | null>();
const MOST_KNOWN = 1000;

function coreOf(name: string): Core | null {
  let found = known.get(name);
  if (found === undefined) {
    const core = nameCore(name);
    found = core === '' ? null : { core, beginnings: coreBeginnings(core), longer: mayBegin(core) };
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(name, found);
  }
  return found;
}

/** Customers of the company with likely the same name (docs/decisions/0041), for a whole block. */
export async function similarInCompany(
  db: Reader,
  names: readonly string[],
): Promise<(name: string) => number[]> {
  const cores = new Map(names.map((name) => [name, coreOf(name)]));
  const found = await customersOfCores(
    db,
    [...cores.values()].filter((one) => one !== null),
  );
  return (name) => {
    const one = cores.get(name);
    if (!one) return [];
    const fits = ({ nameCore: other }: { nameCore: string }) =>
      other === one.core ||
      one.beginnings.includes(other) ||
      (one.longer && other.startsWith(one.core) && endsAWord(one.core, other));
    return found.filter(fits).map(({ id }) => id);
  };
}

/** Names of the rows before: by their core, and by what begins it. */
export class SimilarRows {
  readonly #cores = new Map<string, number>();
  readonly #begun = new Map<string, number>();

  /** The first row before with likely the same name. */
  find(name: string): number | undefined {
    const one = coreOf(name);
    if (!one) return undefined;
    return (
      this.#cores.get(one.core) ??
      one.beginnings.map((core) => this.#cores.get(core)).find((row) => row !== undefined) ??
      (one.longer ? this.#begun.get(one.core) : undefined)
    );
  }

  /** Answers how to take it back. */
  add(name: string, row: number): () => void {
    const one = coreOf(name);
    if (!one) return () => undefined;
    const isNew = !this.#cores.has(one.core);
    if (isNew) this.#cores.set(one.core, row);
    const begun = one.beginnings.filter((core) => !this.#begun.has(core));
    for (const core of begun) this.#begun.set(core, row);
    return () => {
      if (isNew) this.#cores.delete(one.core);
      for (const core of begun) this.#begun.delete(core);
    };
  }
}
