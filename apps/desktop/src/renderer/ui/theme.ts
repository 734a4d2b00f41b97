import type { Language } from '@xinhang/shared/auth.ts';
import { theme, type ThemeConfig } from 'antd';
import type { Appearance } from '../app/appearance.ts';

const simplified = [
  '"Microsoft YaHei UI"',
  '"PingFang SC"',
  '"Noto Sans CJK SC"',
  '"Noto Sans SC"',
];
const traditional = ['"Microsoft JhengHei UI"', '"PingFang TC"', '"Noto Sans CJK TC"'];
/** Each with the shapes of its readers; quotation marks of a Chinese font are as wide as a character. */
const fonts: Readonly<Record<Language, readonly string[]>> = {
  'zh-CN': simplified,
  'zh-TW': [...traditional, ...simplified],
  en: ['"Segoe UI"', '"Helvetica Neue"', '"Noto Sans"', 'Arial', ...simplified],
};

/** The look of the product, tuned once. */
export function themeOf(
  { theme: chosen, density, fontSize }: Appearance,
  language: Language,
): ThemeConfig {
  const dark = chosen === 'dark';
  const accent = dark ? '#5b97ff' : '#1f5fc4';
  const base = dark ? theme.darkAlgorithm : theme.defaultAlgorithm;
  return {
    algorithm: base,
    zeroRuntime: true,
    token: {
      fontSize,
      borderRadius: 4,
      motion: false,
      // As much higher as the type is larger.
      controlHeight: (density === 'compact' ? 28 : 32) + fontSize - 13,
      colorPrimary: accent,
      colorLink: dark ? '#9cc4ff' : '#1f5fc4',
      // Under the mouse it stands out more, not less.
      colorLinkHover: dark ? '#a9c9ff' : '#174a99',
      colorError: dark ? '#ff6b6b' : '#c9252d',
      // WCAG AA on every ground that text stands on.
      colorTextSecondary: dark ? 'rgba(255,255,255,0.72)' : 'rgba(0,0,0,0.65)',
      colorTextTertiary: dark ? 'rgba(255,255,255,0.65)' : 'rgba(0,0,0,0.6)',
      colorTextPlaceholder: dark ? 'rgba(255,255,255,0.6)' : 'rgba(0,0,0,0.57)',
      colorTextDescription: dark ? 'rgba(255,255,255,0.68)' : 'rgba(0,0,0,0.62)',
      fontFamily: [...fonts[language], 'sans-serif'].join(', '),
    },
    components: {
      Layout: { headerHeight: 44, headerPadding: '0 16px' },
      Menu: {
        itemHeight: 32,
        itemMarginInline: 0,
        itemMarginBlock: 1,
        itemBorderRadius: 0,
        subMenuItemBg: 'transparent',
        ...(dark && { itemSelectedColor: '#b3cfff' }),
      },
      // Heads of tables as in the lists, forms and notes as dense as the rest.
      Table: {
        headerBg: dark ? '#000' : '#f5f5f5',
        headerColor: dark ? 'rgba(255,255,255,0.72)' : 'rgba(0,0,0,0.65)',
        headerSplitColor: 'transparent',
        fontWeightStrong: 400,
        colorTextDisabled: dark ? 'rgba(255,255,255,0.72)' : 'rgba(0,0,0,0.65)',
      },
      ...(dark && { Tabs: { itemSelectedColor: '#8ab6ff' } }),
      DatePicker: { colorTextDisabled: dark ? 'rgba(255,255,255,0.55)' : 'rgba(0,0,0,0.57)' },
      Form: { itemMarginBottom: 18, verticalLabelPadding: '0 0 4px' },
      Alert: { withDescriptionPadding: '10px 12px', withDescriptionIconSize: 16 },
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        // The lighter blue of a button under the mouse is too faint to read.
        defaultHoverColor: accent,
        defaultHoverBorderColor: accent,
        // On the bright accent of the dark look white would be too faint.
        ...(dark && { primaryColor: '#0b1a33' }),
      },
    },
  };
}
