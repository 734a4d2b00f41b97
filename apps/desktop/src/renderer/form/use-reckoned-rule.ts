import type { FormRule } from 'antd';
import { useText } from '../i18n/i18n.ts';
import { isReckoned } from './reckoned-field.tsx';

/** The rule of a form field with a number: what was typed is one, or nothing. */
export function useReckonedRule(): FormRule {
  const { t } = useText();
  return {
    validator: (_rule, value: unknown) =>
      isReckoned(value) ? Promise.resolve() : Promise.reject(new Error(t('field.invalid'))),
  };
}
