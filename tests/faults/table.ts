/** One line of what `npm run faults` prints. */
export interface Row {
  name: string;
  seconds: number;
  /** What was done to the server, and how often. */
  injected: string;
  /** Commands that were acknowledged meanwhile; null where they are not counted. */
  acknowledged: number | null;
  /** How often something acknowledged was missing afterwards. */
  lost: number;
  /** How often the file was damaged, a command was there by half, or the server did not go on. */
  broken: number;
  /** The same with the guard taken away: it must be found out. */
  control: { words: string; red: boolean } | null;
  found: string[];
}

export const bad = (row: Row): boolean =>
  row.lost > 0 || row.broken > 0 || row.control?.red === false;

const SHOWN = 5;

/** Prints the lines under each other, and what was found under them. */
export function printTable(rows: readonly Row[]): void {
  const head = ['fault', 'injected', 'acknowledged', 'lost', 'broken', 'control', 's'];
  const cells = rows.map((row) => [
    row.name,
    row.injected,
    row.acknowledged === null ? '' : String(row.acknowledged),
    String(row.lost),
    String(row.broken),
    row.control ? `${row.control.red ? '' : 'SILENT: '}${row.control.words}` : 'in the tests',
    row.seconds.toFixed(0),
  ]);
  const widths = head.map((word, at) =>
    Math.max(word.length, ...cells.map((line) => line[at]!.length)),
  );
  console.log('');
  for (const line of [head, ...cells]) {
    console.log(
      line
        .map((text, at) => text.padEnd(widths[at]!))
        .join('  ')
        .trimEnd(),
    );
  }
  for (const { name, found } of rows) {
    for (const words of found.slice(0, SHOWN)) console.log(`${name}: ${words}`);
    if (found.length > SHOWN) console.log(`${name}: … and ${found.length - SHOWN} more`);
  }
}
