import type { Expectation, RowFacts, Verdict } from './expectation.ts';
import { positions } from './expectation.ts';
import type { Target } from './plant-customers.ts';
import type { Request, World } from './world.ts';

/** One request to one endpoint, and what the model says must come back. */
export interface Cell {
  /** Which variant of the request, in the words of a report. */
  label: string;
  /** The row it aims at, where it aims at one. */
  row: RowFacts | null;
  request: Request;
  /** What is answered once the door is open; absent means that it succeeds. */
  rule?: (who: Expectation) => Verdict;
  /** What is wrong with the answer of a success, in words; null when it is what the model says. */
  content?: (answer: never, who: Expectation) => string | null;
  /** Kinds of canaries that this request may answer whatever the scope: those it carried itself. */
  echoes?: readonly string[];
  /** A refusal that leaves a trace on purpose (a failed login). */
  leavesTrace?: true;
  /**
   * To grant it costs as much as a hundred other cells (a thread, a sheet, a password): granted to
   * ready roles and single permissions, not to each combination beside, and in other states of the
   * account to one role. Who is refused is asked all the same.
   */
  dear?: true;
  /** No role could make a difference: asked with the first one only. */
  anyRole?: true;
}

export type Recipe = (world: World) => Cell[];
/** Recipes by the name of the endpoint. */
export type Recipes = Record<string, Recipe>;

interface RowRecipe {
  request: (target: Target, world: World) => Request;
  rule: (who: Expectation, row: RowFacts) => Verdict;
  content?: (answer: never, who: Expectation, row: RowFacts, index: number) => string | null;
}

/** A cell per position of the row. */
export function overRows(recipe: RowRecipe): Recipe {
  return (world) =>
    positions.map((row, index) => ({
      label: row.position,
      row,
      request: recipe.request(world.targets[index]!, world),
      rule: (who) => recipe.rule(who, row),
      content: (answer, who) => recipe.content?.(answer, who, row, index) ?? null,
    }));
}

/** Positions that differ in what may be found of them: enough for one cell per way of asking. */
const telling = ['own', 'otherTeam', 'collaborator', 'pool', 'handedOver'];
export const probes = positions
  .map((row, index) => ({ row, index }))
  .filter(({ row }) => telling.includes(row.position));

/** One request that aims at no row of anybody. */
export function once(request: Request = {}, more: Partial<Cell> = {}): Recipe {
  return () => [{ label: 'once', row: null, request, ...more }];
}

/** Null when both are the same, else both. */
export function same(what: string, found: unknown, expected: unknown): string | null {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  return a === b ? null : `${what}: ${a}, the model says ${b}`;
}
