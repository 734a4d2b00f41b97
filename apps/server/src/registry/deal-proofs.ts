import type { Reader } from '@xinhang/db/database.ts';
import type { WonProof } from '@xinhang/shared/pipelines.ts';

type Source = (db: Reader, dealId: number) => Promise<boolean>;

/** What proves that a deal was won: each module that has such papers registers its own at boot. */
export class DealProofs {
  readonly #sources = new Map<WonProof, Source>();

  register(proof: WonProof, source: Source): void {
    this.#sources.set(proof, source);
  }

  async has(db: Reader, proof: WonProof, dealId: number): Promise<boolean> {
    return (await this.#sources.get(proof)?.(db, dealId)) ?? false;
  }
}
