import { create } from 'zustand';

export type Theme = 'light' | 'dark';
export const densities = ['compact', 'normal'] as const;
export type Density = (typeof densities)[number];
export const fontSizes = [13, 15, 17] as const;
export type FontSize = (typeof fontSizes)[number];

/** How this person wants the screens to look; kept on this computer. */
export interface Appearance {
  theme: Theme;
  density: Density;
  fontSize: FontSize;
}

const keys = {
  theme: 'xinhang.appearance',
  density: 'xinhang.density',
  fontSize: 'xinhang.fontSize',
} as const satisfies Record<keyof Appearance, string>;

const stored = <T extends string | number>(key: string, choices: readonly T[], fallback: T): T =>
  choices.find((choice) => String(choice) === localStorage.getItem(key)) ?? fallback;

interface AppearanceStore extends Appearance {
  choose: (part: Partial<Appearance>) => void;
}

export const useAppearance = create<AppearanceStore>((set) => ({
  theme: stored<Theme>(keys.theme, ['light', 'dark'], 'light'),
  density: stored(keys.density, densities, 'normal'),
  fontSize: stored(keys.fontSize, fontSizes, 13),
  choose: (part) => {
    for (const [name, value] of Object.entries(part)) {
      localStorage.setItem(keys[name as keyof Appearance], String(value));
    }
    set(part);
  },
}));
