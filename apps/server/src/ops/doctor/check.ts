import type { Reader } from '@xinhang/db/database.ts';
import type { Paths } from '../paths.ts';

export interface Examined {
  readonly db: Reader;
  readonly paths: Paths;
  /** UTC ms. */
  readonly now: number;
  /** One line of progress. */
  readonly say: (line: string) => void;
}

/** Something to look at, with a word for each thing that is not as it should be. */
export interface Check {
  readonly name: string;
  readonly run: (examined: Examined) => AsyncIterable<string>;
}

export interface Diagnosis {
  name: string;
  ok: boolean;
  /** How many things are wrong. */
  problems: number;
  /** The first of them. */
  found: string[];
}

const SHOWN = 20;

/** Runs one check after the other; one that cannot be run is a finding too. */
export async function examine(examined: Examined, checks: readonly Check[]): Promise<Diagnosis[]> {
  const diagnoses: Diagnosis[] = [];
  for (const { name, run } of checks) {
    examined.say(`${name} …`);
    const diagnosis: Diagnosis = { name, ok: true, problems: 0, found: [] };
    diagnoses.push(diagnosis);
    const note = (text: string) => {
      diagnosis.ok = false;
      diagnosis.problems += 1;
      if (diagnosis.found.length < SHOWN) diagnosis.found.push(text);
    };
    try {
      for await (const text of run(examined)) note(text);
    } catch (error) {
      note(`cannot be checked: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return diagnoses;
}
