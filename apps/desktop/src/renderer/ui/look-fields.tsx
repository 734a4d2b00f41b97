import { languages } from '@xinhang/shared/auth.ts';
import { Segmented, Select } from 'antd';
import { densities, fontSizes } from '../app/appearance.ts';
import { useLook } from '../app/look.ts';
import { languageNames, useText } from '../i18n/i18n.ts';

/** Language, theme, density and font size, in force at once. */
export function LookFields() {
  const { t } = useText();
  const [{ language, theme, density, fontSize }, choose] = useLook();
  return (
    <div className="look-fields">
      <span>{t('person.language')}</span>
      <Select
        aria-label={t('person.language')}
        value={language}
        options={languages.map((one) => ({ value: one, label: languageNames[one] }))}
        onChange={(chosen) => choose({ language: chosen })}
      />
      <span>{t('person.theme')}</span>
      <Segmented
        aria-label={t('person.theme')}
        value={theme}
        options={(['light', 'dark'] as const).map((one) => ({
          value: one,
          label: t(`person.${one}`),
        }))}
        onChange={(chosen) => choose({ theme: chosen })}
      />
      <span>{t('person.density')}</span>
      <Segmented
        aria-label={t('person.density')}
        value={density}
        options={densities.map((one) => ({ value: one, label: t(`person.${one}`) }))}
        onChange={(chosen) => choose({ density: chosen })}
      />
      <span>{t('person.fontSize')}</span>
      <Segmented
        aria-label={t('person.fontSize')}
        value={fontSize}
        options={fontSizes.map((one) => ({ value: one, label: String(one) }))}
        onChange={(chosen) => choose({ fontSize: chosen })}
      />
    </div>
  );
}
