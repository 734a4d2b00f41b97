import { App } from 'antd';
import { useRefusalText } from './use-refused-words.ts';

/** Says why a command was refused, each field by its rule: no form is there that could mark it. */
export function useRefused() {
  const words = useRefusalText();
  const { message } = App.useApp();
  return { onError: (error: Error) => void message.error(words(error)) };
}
