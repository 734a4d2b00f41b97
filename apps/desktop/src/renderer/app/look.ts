import { languages } from '@xinhang/shared/auth.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { useEffect, useRef } from 'react';
import { z } from 'zod';
import { changeLanguage, useText } from '../i18n/i18n.ts';
import { densities, fontSizes, useAppearance } from './appearance.ts';
import { usePreference } from './preferences.ts';
import { useEndpoint } from './query.ts';
import { useMe } from './session.ts';

const look = z.object({
  language: z.enum(languages),
  theme: z.enum(['light', 'dark']),
  density: z.enum(densities),
  fontSize: z.literal(fontSizes),
});
export type Look = z.output<typeof look>;

const KEY = 'look';

/** How the screens look for this person: kept on the server, so that it follows the account. */
export function useLook(): [value: Look, choose: (part: Partial<Look>) => void] {
  const { language } = useText();
  const { theme, density, fontSize, choose } = useAppearance();
  const now: Look = { language, theme, density, fontSize };
  const [, keep] = usePreference<Look>(KEY, look, now);
  return [
    now,
    (part) => {
      const { language: chosen, ...appearance } = part;
      choose(appearance);
      if (chosen) void changeLanguage(chosen);
      keep({ ...now, ...part });
    },
  ];
}

/** Takes over, once after the login, what the person chose on another computer. */
export function useFollowLook(): void {
  const { viewAs, user } = useMe();
  const followed = useRef<number | null>(null);
  const stored = useEndpoint(
    api.auth.getPreference,
    { params: { key: KEY } },
    // The owner who looks through other eyes keeps the own glasses.
    { staleMs: Number.POSITIVE_INFINITY, enabled: viewAs === null },
  );
  const answer = stored.isPlaceholderData ? undefined : stored.data;
  useEffect(() => {
    if (answer === undefined || followed.current === user.id) return;
    const parsed = look.safeParse(answer.value);
    if (!parsed.success) return;
    followed.current = user.id;
    const { language, ...appearance } = parsed.data;
    useAppearance.getState().choose(appearance);
    void changeLanguage(language);
  }, [answer, user.id]);
}
