import { Dice as DemoDice } from '@xinhang/server/demo/dice.ts';

/** The demo's numbers, and what a bulk of rows needs besides. */
export class Dice extends DemoDice {
  /** A whole number from 0 up to, but not including, `below`. */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  /** Digits, leading zeros kept. */
  digits(length: number): string {
    return String(this.below(10 ** length)).padStart(length, '0');
  }
}
