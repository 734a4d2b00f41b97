import type { Locator, Page } from 'playwright-core';

/**
 * How long a person takes for what a journey did, by the keystroke-level model of Card, Moran and
 * Newell (CACM 1980): a key of an average typist 0.28 s, pointing with the mouse 1.1 s and its click
 * 0.2 s, the hand between mouse and keys 0.4 s, and 1.35 s to think before each step. A Chinese
 * letter counts as the 2.5 keys that an input method takes for it. The machine's own time is no part
 * of it, so that the figure is the same everywhere.
 */
const SECONDS = { key: 0.28, pointing: 1.1, click: 0.2, hand: 0.4, thought: 1.35 } as const;
const KEYS_PER_HAN = 2.5;

function keysOf(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return text.length - han + han * KEYS_PER_HAN;
}

/** The hands of a person at a page; they count what they do. */
export class Hands {
  keys = 0;
  clicks = 0;
  steps = 0;
  #hands = 0;
  #atMouse = false;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Seconds that a person takes for all of it. */
  get seconds(): number {
    const { key, pointing, click, hand, thought } = SECONDS;
    return (
      this.keys * key + this.clicks * (pointing + click) + this.#hands * hand + this.steps * thought
    );
  }

  #take(mouse: boolean): void {
    this.steps += 1;
    if (mouse !== this.#atMouse) this.#hands += 1;
    this.#atMouse = mouse;
  }

  /** A key, or several held together: each is one. */
  async press(key: string): Promise<void> {
    this.#take(false);
    this.keys += key.split('+').length;
    await this.#page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    this.#take(false);
    this.keys += keysOf(text);
    await this.#page.keyboard.type(text);
  }

  async click(target: Locator): Promise<void> {
    this.#take(true);
    this.clicks += 1;
    await target.click();
  }

  toString(): string {
    const { keys, clicks, steps, seconds } = this;
    return `${Math.ceil(keys)} keys, ${clicks} clicks, ${steps} steps: ${seconds.toFixed(0)} s for a person`;
  }
}
