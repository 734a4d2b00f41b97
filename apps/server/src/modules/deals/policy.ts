interface Reached {
  update: boolean;
  assign: boolean;
}

/** What this actor may do to this deal; screens show the same as disabled buttons. */
export function dealCan(row: { state: string }, reached: Reached, watched: boolean) {
  const open = row.state === 'open' && !watched;
  return {
    update: open && reached.update,
    assign: reached.assign && !watched,
    /** Ends it, or goes on with one that has ended. */
    close: reached.update && !watched,
  };
}
