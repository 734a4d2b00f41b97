const LONGEST_NAME = 120;

/** What Windows keeps for devices; a file cannot be saved under such a name. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * The name a file is kept and downloaded under: its last path part without control and bidirectional
 * characters and without what Windows refuses, its ending kept when it is cut.
 */
export function cleanFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+/, '')
    .replace(/[\s.]+$/, '');
  const safe = devices.test(clean) ? `_${clean}` : clean;
  if (safe === '') return 'file';
  const ending = /\.[^.]{1,10}$/u.exec(safe)?.[0] ?? '';
  const stem = safe.slice(0, safe.length - ending.length).slice(0, LONGEST_NAME - ending.length);
  // Half of a pair of surrogates is no character.
  return stem.replace(/[\uD800-\uDBFF]$/, '') + ending;
}

/** Types by ending, of formats that a browser shows or an office opens and none that it runs. */
const types: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
  heic: 'image/heic',
  pdf: 'application/pdf',
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  zip: 'application/zip',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  amr: 'audio/amr',
  mp4: 'video/mp4',
};

/** The type a file is served as; anything unknown, and anything that could run, as plain bytes. */
export function typeOfFile(name: string): string {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(types, ending) ? types[ending]! : 'application/octet-stream';
}
