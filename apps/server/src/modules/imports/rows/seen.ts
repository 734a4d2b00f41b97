/** Keys of the rows before, each with its row; a step that is tried again forgets its own. */
export class SeenKeys {
  readonly #rows = new Map<string, number>();
  #fresh: string[] = [];
  find(keys: readonly string[]): number | undefined {
    return keys.map((key) => this.#rows.get(key)).find((row) => row !== undefined);
  }
  add(keys: readonly string[], row: number): void {
    for (const key of keys) {
      if (this.#rows.has(key)) continue;
      this.#rows.set(key, row);
      this.#fresh.push(key);
    }
  }
  rewind(): void {
    for (const key of this.#fresh) this.#rows.delete(key);
    this.#fresh = [];
  }
  keep(): void {
    this.#fresh = [];
  }
}
