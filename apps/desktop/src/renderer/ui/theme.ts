import { theme, type ThemeConfig } from 'antd';

export type Appearance = 'light' | 'dark';

/** The look of the product, tuned once. */
export function themeOf(appearance: Appearance): ThemeConfig {
  const dark = appearance === 'dark';
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      fontSize: 13,
      borderRadius: 4,
      motion: false,
      colorPrimary: dark ? '#4c8dff' : '#1f5fc4',
      fontFamily:
        '"Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
    },
    components: {
      Layout: { headerHeight: 44, headerPadding: '0 16px' },
      Menu: { itemHeight: 34, itemMarginInline: 0, itemBorderRadius: 0 },
    },
  };
}
