import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { once, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

const NAME = 'xinhang-20261120.zip';
const OTHER = 'xinhang-20261119.zip';

/** Written only where it is missing or changed: every role in every state comes by. */
function put(path: string, text: string): void {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

/** A file that counts as verified, and a recovery key: what lies on the disk is not rolled back. */
function planted({ company: { paths } }: World): void {
  mkdirSync(paths.backups, { recursive: true });
  put(join(paths.backups, NAME), 'x');
  const seen = {
    size: 1,
    sha256: '0',
    madeAt: 1,
    madeInMs: 1,
    provedInMs: 1,
    result: 'verified',
    problem: null,
    reason: null,
    verifiedAt: 1,
    lost: 0,
    answered: 20,
    copiedAt: null,
  };
  const record = {
    host: { id: 'a', name: 'a' },
    sequence: 1,
    previous: null,
    files: { [NAME]: seen },
    lastCopy: null,
    failure: null,
    spaceToldOn: null,
  };
  put(paths.backupRecord, JSON.stringify(record));
  const recovery = { recipient: 'age1', madeAt: 1, encrypt: false };
  put(join(paths.keys, 'recovery.json'), JSON.stringify(recovery));
}

const started = { status: 202 };
const nothing = { status: 404, code: 'not-found' } as const;
const refused = { status: 422, code: 'field-refused' } as const;

/** Backups belong to nobody: the permission alone decides, and no file says what is in it. */
export const backupRecipes: Recipes = {
  'backups.status': (world) => {
    planted(world);
    return [{ label: 'once', row: null, request: {} }];
  },
  'backups.list': once(),
  'backups.make': once({}, { rule: () => started }),
  'backups.verify': () => [
    { label: 'there', row: null, request: { body: { name: NAME } }, rule: () => started },
    { label: 'gone', row: null, request: { body: { name: OTHER } }, rule: () => nothing },
  ],
  'backups.compare': () => [
    { label: 'there', row: null, request: { body: { name: NAME } }, rule: () => started },
    { label: 'gone', row: null, request: { body: { name: OTHER } }, rule: () => nothing },
  ],
  'backups.restore': () => [
    {
      label: 'confirmed',
      row: null,
      request: { body: { name: NAME, confirm: '20261120' } },
      rule: () => started,
    },
    {
      label: 'not confirmed',
      row: null,
      request: { body: { name: NAME, confirm: 'yes' } },
      rule: () => refused,
    },
  ],
  // Before anybody's password is looked at.
  'backups.restoreForeign': () => [
    {
      label: 'not confirmed',
      row: null,
      request: {
        body: {
          name: NAME,
          confirm: 'yes',
          signer: 'a',
          second: { login: 'boss', password: 'wrong' },
        },
      },
      rule: () => refused,
    },
  ],
  'backups.drives': once(),
  'backups.copy': (world) => {
    planted(world);
    const cell = (label: string, drive: string, rule: () => { status: number }) => ({
      label,
      row: null,
      request: { body: { drive } },
      rule,
    });
    return [
      cell('a drive', world.company.drive, () => started),
      cell('a directory', '/etc', () => refused),
    ];
  },
  'backups.simulate': once({ query: { freeGigabytes: 1 } }),
  'backups.makeRecoveryKey': once({}, { rule: () => ({ status: 201 }) }),
  'backups.setEncryption': (world) => {
    planted(world);
    return [{ label: 'off', row: null, request: { body: { on: false } } }];
  },
};
