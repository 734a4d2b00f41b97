import { languages } from '@xinhang/shared/auth.ts';
import { Select } from 'antd';
import { changeLanguage, languageNames, useText } from '../i18n/i18n.ts';

export function LanguagePicker() {
  const { t, language } = useText();
  return (
    <Select
      aria-label={t('person.language')}
      value={language}
      style={{ width: 130 }}
      options={languages.map((one) => ({ value: one, label: languageNames[one] }))}
      onChange={(chosen) => void changeLanguage(chosen)}
    />
  );
}
