const JUMP_MS = 5 * 60_000;

/**
 * Finds a clock that was set: it and the time since the machine was switched on, which nobody can
 * set and which goes on while the machine sleeps, must move alike.
 */
export class ClockWatch {
  #last: { wall: number; up: number } | null = null;

  /** By how many ms the clock jumped since the last look; 0 for less than five minutes. */
  look(wall: number, up: number): number {
    const before = this.#last;
    this.#last = { wall, up };
    if (!before) return 0;
    const jump = wall - before.wall - (up - before.up);
    return Math.abs(jump) > JUMP_MS ? jump : 0;
  }
}
