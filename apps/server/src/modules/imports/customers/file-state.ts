import type { ImportVerdict } from '@xinhang/shared/imports.ts';
import type { Reason } from '../reason.ts';
import { SimilarRows } from './similar.ts';

/** What is known of a customer of the file since its first row. */
export interface Known {
  row: number;
  name: string;
  verdict: ImportVerdict;
  reason: Reason;
  /** Set for a customer that exists, or that this import has made. */
  customerId: number | null;
  /** Made by this file; otherwise it was there before. */
  made: boolean;
  open: boolean;
  contacts: Set<string>;
  /**
   * What its first row says of the company, in the order of `companyFields`; null where that is
   * not known any more, because the import goes on after a restart.
   */
  facts: readonly string[] | null;
}

/** Of keys of customers that rows before have brought up: the row that was the first. */
type Rows = Map<string, number>;

/**
 * What the rows before have shown; one for a whole file. A step whose transaction is tried again
 * takes back what its first try has noted (`rewind`); what is committed stays (`keep`).
 */
export class FileState {
  readonly customers: ReadonlyMap<string, Known>;
  readonly phones: ReadonlyMap<string, number>;
  readonly taxNos: ReadonlyMap<string, number>;
  readonly externalNos: ReadonlyMap<string, number>;
  readonly #customers = new Map<string, Known>();
  readonly #rows: Record<'phones' | 'taxNos' | 'externalNos', Rows> = {
    phones: new Map(),
    taxNos: new Map(),
    externalNos: new Map(),
  };
  readonly #similar = new SimilarRows();
  #current: Known | null = null;
  #currentKey = '';
  /** Newest last. */
  #undo: (() => void)[] = [];

  constructor() {
    this.customers = this.#customers;
    this.phones = this.#rows.phones;
    this.taxNos = this.#rows.taxNos;
    this.externalNos = this.#rows.externalNos;
  }

  /** The customer to which a row without a name belongs. */
  get current(): Known | null {
    return this.#current;
  }

  get currentKey(): string {
    return this.#currentKey;
  }

  /** The first row before with likely the same name. */
  similar(name: string): number | undefined {
    return this.#similar.find(name);
  }

  /** Rows without a name belong to this customer from now on. */
  turnTo(known: Known | null, key: string): void {
    const [before, keyBefore] = [this.#current, this.#currentKey];
    this.#undo.push(() => ([this.#current, this.#currentKey] = [before, keyBefore]));
    [this.#current, this.#currentKey] = [known, key];
  }

  /** A customer that the file brings up for the first time. */
  meet(key: string, known: Known): void {
    this.#customers.set(key, known);
    this.#undo.push(() => this.#customers.delete(key));
    this.turnTo(known, key);
  }

  /** Finds the row of a new customer again by what it says. */
  remember(
    { name, row }: Pick<Known, 'name' | 'row'>,
    keys: { externalNo: string; taxNo: string; phones: readonly string[] },
  ): void {
    if (keys.externalNo !== '') this.#set('externalNos', keys.externalNo, row);
    if (keys.taxNo !== '') this.#set('taxNos', keys.taxNo, row);
    for (const phone of keys.phones) this.#set('phones', phone, row);
    this.#undo.push(this.#similar.add(name, row));
  }

  addContact(known: Known, key: string): void {
    if (known.contacts.has(key)) return;
    known.contacts.add(key);
    this.#undo.push(() => known.contacts.delete(key));
  }

  /** Takes back what was noted since `keep`. */
  rewind(): void {
    for (const undo of this.#undo.toReversed()) undo();
    this.#undo = [];
  }

  keep(): void {
    this.#undo = [];
  }

  #set(which: 'phones' | 'taxNos' | 'externalNos', key: string, row: number): void {
    const rows = this.#rows[which];
    const before = rows.get(key);
    rows.set(key, row);
    this.#undo.push(() => (before === undefined ? rows.delete(key) : rows.set(key, before)));
  }
}
