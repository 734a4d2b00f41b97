interface Props {
  /** Of the target, 1 is all of it. */
  part: number;
  /** Of the time, marked on the bar; null where there is none to mark. */
  time: number | null;
}

/** How much of a target is reached; behind the time it is drawn in another colour, and says so. */
export function ReachBar({ part, time }: Props) {
  const width = Math.max(0, Math.min(1, part));
  const state = part >= 1 ? ' reach-done' : time !== null && part < time ? ' reach-behind' : '';
  return (
    <span className="reach" aria-hidden>
      <span className={`reach-bar${state}`} style={{ width: `${width * 100}%` }} />
      {time !== null && (
        <span className="reach-time" style={{ insetInlineStart: `${time * 100}%` }} />
      )}
    </span>
  );
}
