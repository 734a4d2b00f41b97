import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';

/** What was delivered of a product to a customer. */
export interface Volume {
  customerId: number;
  productId: number;
  /** 1/10,000 of the base unit, less what came back. */
  qtyE4: number;
  costFen: number;
  /** Lines without a cost. */
  costless: number;
}

export interface VolumesAsked {
  productIds: readonly number[];
  /** Business dates, both included. */
  from: string;
  to: string;
}

/** Deliveries of a module that sells. */
export interface VolumeSource {
  /** Those that the actor may open; `everybody` for who must be told, and for no reader. */
  find(db: Reader, actor: Actor | 'everybody', asked: VolumesAsked): Promise<Volume[]>;
}

/** What was sold; each module that delivers registers its own at boot. */
export class SalesVolumes {
  readonly #sources: VolumeSource[] = [];

  register(source: VolumeSource): void {
    this.#sources.push(source);
  }

  async find(db: Reader, actor: Actor | 'everybody', asked: VolumesAsked): Promise<Volume[]> {
    const found: Volume[] = [];
    for (const source of this.#sources) found.push(...(await source.find(db, actor, asked)));
    return found;
  }
}
