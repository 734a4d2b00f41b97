export const DAY_MS = 86_400_000;

/**
 * The instant since before which a deal in this stage is stuck: it stands there longer than the stage
 * allows; null where it may stand for ever.
 */
export function stuckBefore(stage: { stuck_days: number | null }, now: number): number | null {
  return stage.stuck_days === null ? null : now - stage.stuck_days * DAY_MS;
}

/** A stage that a deal stood in, UTC ms; `until` is null while it stands there. */
export interface Stay {
  stageId: number;
  since: number;
  until: number | null;
}

/** What is asked of an event to follow a deal through its stages. */
export interface StageMove {
  kind: string;
  from_value: string;
  to_value: string;
  at: number;
}

/** How long a deal stood where, out of its events from the oldest on (S28). */
export function stageStays(events: readonly StageMove[]): Stay[] {
  const stays: Stay[] = [];
  const leave = (at: number) => {
    const last = stays.at(-1);
    if (last && last.until === null) last.until = at;
  };
  for (const { kind, to_value: to, at } of events) {
    if (kind === 'closed') leave(at);
    if (kind !== 'created' && kind !== 'stage' && kind !== 'reopened') continue;
    leave(at);
    stays.push({ stageId: Number(to), since: at, until: null });
  }
  return stays;
}

/**
 * The middle of lengths that are told with how often each came, rounded to a whole; of an even number
 * the mean of the two in the middle; null of none.
 */
export function medianOf(lengths: readonly { tenths: number; count: number }[]): number | null {
  const sorted = lengths.toSorted((a, b) => a.tenths - b.tenths);
  const total = sorted.reduce((sum, one) => sum + one.count, 0);
  if (total === 0) return null;
  const at = (place: number) => {
    let passed = 0;
    return sorted.find((one) => (passed += one.count) > place)!.tenths;
  };
  return Math.round((at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2);
}
