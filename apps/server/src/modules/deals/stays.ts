const DAY_MS = 86_400_000;

/**
 * The instant since before which a deal in this stage is stuck: it stands there longer than the stage
 * allows; null where it may stand for ever.
 */
export function stuckBefore(stage: { stuck_days: number | null }, now: number): number | null {
  return stage.stuck_days === null ? null : now - stage.stuck_days * DAY_MS;
}

/** Days of a stay that has ended. */
export const daysOf = ({ since }: Stay, until: number): number => (until - since) / DAY_MS;

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

/** The middle of these; of an even number the mean of the two in the middle; null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return (sorted[middle - 1]! + sorted[middle]!) / 2;
}
