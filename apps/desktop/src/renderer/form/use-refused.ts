import { App } from 'antd';
import { useProblemText } from '../app/problem-text.ts';

/** Says why a command was refused. */
export function useRefused() {
  const words = useProblemText();
  const { message } = App.useApp();
  return { onError: (error: Error) => void message.error(words(error)) };
}
