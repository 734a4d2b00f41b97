import type { Language } from '@xinhang/shared/auth.ts';
import { useMemo } from 'react';
import { useText } from '../i18n/i18n.ts';

const near = ['Asia/Shanghai', 'Asia/Taipei', 'Asia/Hong_Kong'];

function nameOf(language: Language, timeZone: string): string {
  const format = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'longGeneric' });
  const name = format.formatToParts(0).find(({ type }) => type === 'timeZoneName')?.value;
  return name === undefined || name === timeZone ? timeZone : `${name} · ${timeZone}`;
}

const zonesWith = (own: string) => [
  ...new Set([own, ...near, ...Intl.supportedValuesOf('timeZone')]),
];

/** Zones that the browser knows, by name; the company's own stands in the list whatever happens. */
export function useZones(own: string): { value: string; label: string }[] {
  const { language } = useText();
  return useMemo(
    () => zonesWith(own).map((value) => ({ value, label: nameOf(language, value) })),
    [own, language],
  );
}
