import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  flagParam,
  id,
  idPath,
  instant,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  version,
} from './contract/fields.ts';

/** Commands that may wait for an owner: all that can give somebody more. None carries a password. */
export const grantCommands = [
  'org.createUser',
  'org.updateUser',
  'org.createDept',
  'org.updateDept',
  'org.createRole',
  'org.updateRole',
] as const;
export type GrantCommand = (typeof grantCommands)[number];

/** What the commands themselves refuse, when they are asked for and when they are made. */
const ofCommands = [
  'already-exists',
  'department-cycle',
  'in-use',
  'roles-exclusive',
  'last-owner',
  'user-owns-customers',
] as const;

export const grantStates = ['open', 'expired', 'confirmed', 'refused', 'withdrawn'] as const;
/** Days that a request waits. */
export const GRANT_DAYS = 7;

/** What one person comes to hold, or (without a person) what is added to a role. */
const gain = z.object({
  person: z.string().nullable(),
  /** Set where lines are added to a role. */
  role: z.string().nullable(),
  /** Names of roles the person is given. */
  roles: z.array(z.string()),
  /** Permissions not held before, with whose rows they reach: `customers.read:headed,self`. */
  permissions: z.array(z.string()),
  /** Permissions that reach rows of more people than before. */
  wider: z.array(z.string()),
  /** Which of these permissions reach only some warehouses or accounts of money, by name. */
  narrowed: z.array(
    z.object({
      permission: z.string(),
      warehouses: z.array(z.string()).nullable(),
      accounts: z.array(z.string()).nullable(),
    }),
  ),
  /** Fields shown more of than before, as `phone:show`. */
  fields: z.array(z.string()),
});
export type Gain = z.output<typeof gain>;

const gains = {
  gains: z.array(gain),
  /** People beside those in `gains`, where there are too many to name. */
  more: z.int(),
  /** Stands for all of it: a confirmation names what it has seen. */
  seal: z.string(),
};

export const grantRequest = z.object({
  id,
  version,
  command: z.string(),
  /** Name of the person, department or role that is changed or made. */
  subject: z.string(),
  note: z.string(),
  ...gains,
  by: nameRef,
  at: instant,
  expiresAt: instant,
  state: z.enum(grantStates),
  decidedBy: nameRef.nullable(),
  decidedAt: instant.nullable(),
  /** Whether the reader may confirm it, and refuse it or take it back. */
  can: z.object({ confirm: z.boolean(), decline: z.boolean() }),
});
export type GrantRequest = z.output<typeof grantRequest>;

const ask = endpoint({
  method: 'POST',
  path: '/grant-requests',
  access: ['org.manage', 'roles.manage'],
  since: 1,
  summary:
    'Ask an owner to confirm a change that gives what one does not hold; nothing is changed yet',
  body: z.object({
    command: z.enum(grantCommands),
    /** Of the row that is changed; absent where one is made. */
    targetId: id.optional(),
    /** Body of the command itself. */
    body: z.record(z.string(), z.unknown()),
    note: optionalText(200),
  }),
  response: grantRequest,
  status: 201,
  problems: ['version-conflict', 'state-refused', ...ofCommands],
});

const list = endpoint({
  method: 'GET',
  path: '/grant-requests',
  access: ['org.manage', 'roles.manage', 'system.owner'],
  since: 1,
  summary: 'Requests to owners, newest first: owners see all, others their own',
  query: z.object({ ...pageQuery, open: flagParam.optional() }),
  response: pageOf(grantRequest),
});

const confirm = endpoint({
  method: 'POST',
  path: '/grant-requests/:id/confirm',
  access: 'system.owner',
  confirm: 'always',
  since: 1,
  summary: 'Make the change, as valid now; a new account’s first password is shown here, once',
  params: idPath,
  body: z.object({ version, seal: z.string().max(64) }),
  response: z.object({
    request: grantRequest,
    /** Of the account that was made. */
    login: z.string().nullable(),
    firstPassword: z.string().nullable(),
    validHours: z.int().nullable(),
  }),
  secret: true,
  problems: ['version-conflict', 'grants-changed', ...ofCommands],
});

const decline = endpoint({
  method: 'POST',
  path: '/grant-requests/:id/decline',
  access: ['org.manage', 'roles.manage', 'system.owner'],
  since: 1,
  summary: 'An owner refuses, or whoever asked takes it back',
  params: idPath,
  body: z.object({ version }),
  response: grantRequest,
  problems: ['version-conflict', 'state-refused'],
});

export const grants = { ask, list, confirm, decline };
