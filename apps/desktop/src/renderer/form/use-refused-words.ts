import { ApiError } from '@xinhang/shared/contract/client.ts';
import { useFieldWords, useProblemText } from '../app/problem-text.ts';

/** Everything that a refusal names, a line each; else the words for the whole. */
export function useRefusedWords(): (error: unknown) => string[] {
  const whole = useProblemText();
  const ofField = useFieldWords();
  return (error) => {
    const refused = error instanceof ApiError ? (error.problem.errors ?? []) : [];
    const lines = refused.map((problem) => ofField(problem));
    return lines.length > 0 ? lines : [whole(error)];
  };
}

/** The same in one, where no field is on the screen that could be marked. */
export function useRefusalText(): (error: unknown) => string {
  const words = useRefusedWords();
  return (error) => words(error).join('；');
}
