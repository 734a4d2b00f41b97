import { UsageError } from './command.ts';

const ID = /^[1-9]\d{0,8}$/;
const LONGEST_NAME = 60;

/**
 * Which of its verbs a command was called with, and the words behind it; `usage` has a line for
 * each verb. Throws UsageError for another verb; `misused` is the error for other words.
 */
export function verbOf<V extends string>(
  command: string,
  usage: Readonly<Record<V, string>>,
  [word = '', ...words]: readonly string[],
): { verb: V; words: string[]; misused: () => UsageError } {
  const verbs = Object.keys(usage) as V[];
  const verb = verbs.find((one) => one === word);
  if (verb === undefined) throw new UsageError(`Say: ${command} ${verbs.join(' | ')}.`);
  return { verb, words, misused: () => new UsageError(`Say: ${usage[verb]}.`) };
}

/** Whether a word is the number of a row. */
export const isId = (word: string) => ID.test(word);

/** A word as the name of something new, without space around it. */
export function newName(word: string): string {
  const name = word.trim();
  if (name === '' || name.length > LONGEST_NAME) {
    throw new UsageError(`A name has 1 to ${LONGEST_NAME} letters.`);
  }
  return name;
}
