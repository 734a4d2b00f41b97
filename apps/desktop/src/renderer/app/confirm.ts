import { ApiError } from '@xinhang/shared/contract/client.ts';
import { create } from 'zustand';

interface ConfirmStore {
  /** Whether the person is being asked. */
  asking: boolean;
  /** Ends the question: the password was said, or the person would not. */
  settle: (said: boolean) => void;
}

let question: { said: Promise<boolean>; answer: (said: boolean) => void } | null = null;

/** The one question for the password, whoever needs it. */
export const useConfirm = create<ConfirmStore>((set) => ({
  asking: false,
  settle: (said) => {
    question?.answer(said);
    question = null;
    set({ asking: false });
  },
}));

function askForPassword(): Promise<boolean> {
  if (!question) {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    question = { said: promise, answer: resolve };
    useConfirm.setState({ asking: true });
  }
  return question.said;
}

/** Does what the server wants the password for, and once more after it was said. */
export async function withPassword<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const needed = error instanceof ApiError && error.problem.code === 'password-needed';
      if (!needed || !(await askForPassword())) throw error;
    }
  }
}
