import { Problem, type ProblemCode } from '@xinhang/shared/problems.ts';

/** What a person with a file in hand meets, in words; the screens have their own. */
const words: Partial<Record<ProblemCode, string>> = {
  'sheet-unreadable': 'This file cannot be read. Save it as xlsx or CSV and try again.',
  'sheet-too-large': 'The sheet is too large. Split it into several files.',
  'sheet-empty': 'The sheet has no rows.',
  'sheet-without-columns':
    'The columns of this file are not recognised. Name them in the first row, or write one customer name a line.',
  'sheet-password': 'The file has a password. Remove it and try again.',
  'sheet-is-text':
    'The name says Excel, and the file is text (CSV or alike). Rename it to .csv, or open it in Excel and save it as xlsx.',
  'mapping-incomplete': 'The head of the sheet names no column for what each row needs.',
  'backup-damaged': 'The backup is damaged. Nothing was changed. Take another file.',
  'backup-foreign':
    'The backup was signed by another installation. Compare its fingerprint with the recovery sheet, then add --any-signer.',
  'backup-newer': 'The backup was made by a newer Xinhang. Install that version first.',
  'backup-sealed':
    'The backup is encrypted. Add --recovery-key with the key from the recovery sheet.',
  'backup-unproved': 'A server on the restored copy did not answer as it must.',
  'not-found': 'There is no such file.',
  'backup-directory-gone':
    'The backups that were in this directory are all gone: the disk may not be mounted, or the folder was moved. Bring it back, or set the backup directory once more.',
  'backup-busy': 'A backup or a restore is running already. Try again when it is done.',
  'present-not-kept':
    'The present state could not be backed up, so nothing was changed. If it may be lost, add --without-backup.',
  'network-shut': 'No server is open to the network: start it with tls_host, then ask again.',
  'branches-unset':
    'Nobody said yet where branches find the office: add --endpoint vpn.example.com:51820.',
  'branches-full': 'The tunnel has no address left: set a larger range while no branch is in use.',
  'recovery-key-wrong': 'This is not the recovery key of this backup.',
};

/** What the person reads where the work failed. */
export function reasonFor(error: unknown): string {
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
  const { params, errors } = error.details;
  const said = words[error.code];
  const file = params?.['fileName'];
  const reason = params?.['reason'] ?? params?.['signer'];
  const why = typeof reason === 'string' && reason !== '' ? ` (${reason})` : '';
  if (said) return (typeof file === 'string' ? `${file}: ${said}` : said) + why;
  return [error.code, params && JSON.stringify(params), errors && JSON.stringify(errors)]
    .filter(Boolean)
    .join(' ');
}
