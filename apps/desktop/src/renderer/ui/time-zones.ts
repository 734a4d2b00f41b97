/** Zones that the browser knows; the company's own stands in the list whatever happens. */
export const zonesWith = (own: string): string[] => [
  ...new Set([
    own,
    'Asia/Shanghai',
    'Asia/Taipei',
    'Asia/Hong_Kong',
    ...Intl.supportedValuesOf('timeZone'),
  ]),
];
