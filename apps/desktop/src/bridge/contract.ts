import { z } from 'zod';
import type { ChannelName, EventName } from './names.ts';
import { route } from './route.ts';

const nothing = z.undefined();
const language = z.enum(['zh-CN', 'zh-TW', 'en']);
// Text shown by the system: one line or a short paragraph, no control characters but line ends.
const shownText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    // oxlint-disable-next-line no-control-regex -- they are what is refused here
    .regex(/^[^\u0000-\u0009\u000b-\u001f\u007f]*$/);

const server = z.object({
  /** Scheme, host and port: `https://192.168.1.20:8443`. */
  address: z.string(),
  serverVersion: z.string(),
  apiLevel: z.int(),
});

const foundServer = z.object({
  /** The name that the server announces; a hint, anybody on the network may announce anything. */
  name: z.string(),
  address: z.string(),
  /** `ok`, or why it cannot be used: a code of `bridgeFailureCodes`. */
  state: z.string(),
});

const paper = z.object({
  landscape: z.boolean().optional(),
  pageSize: z.enum(['A3', 'A4', 'A5', 'Letter', 'Legal']).optional(),
  /** Continuous paper and other sizes, in the place of `pageSize`. */
  sizeMm: z
    .strictObject({ width: z.number().min(50).max(500), height: z.number().min(50).max(500) })
    .optional(),
});

/** The whole bridge: what the renderer may ask of the main process, and what it gets. */
export const channels = {
  'app.info': {
    input: nothing,
    output: z.object({
      version: z.string(),
      apiLevel: z.int(),
      platform: z.enum(['win32', 'darwin', 'linux']),
      packaged: z.boolean(),
      language,
    }),
  },
  /** The language of tray, menus and dialogs follows the person's choice in the screens. */
  'app.language': { input: z.strictObject({ language }), output: nothing },
  'server.current': { input: nothing, output: server.nullable() },
  'server.discover': { input: nothing, output: z.array(foundServer) },
  'server.use': {
    input: z.strictObject({ address: z.string().min(1).max(300) }),
    output: server,
  },
  /** Asks to be let in, with the line that an administrator handed over, and uses that server. */
  'server.register': {
    input: z.strictObject({
      text: z.string().min(1).max(300),
      /** As the administrator will read it. */
      name: z.string().trim().min(1).max(60),
    }),
    output: server,
  },
  'server.forget': { input: nothing, output: nothing },
  'session.state': {
    input: nothing,
    output: z.object({
      signedIn: z.boolean(),
      /** `keychain`: survives a restart; `memory`: this computer has no safe place to keep it. */
      storage: z.enum(['keychain', 'memory']),
      /** A kept session could not be read (another Windows user, a moved profile): log in again. */
      lost: z.boolean(),
    }),
  },
  'notify.show': {
    input: z.strictObject({
      title: shownText(100),
      body: shownText(500).optional(),
      /** Opened when the person clicks the notification. */
      route: route.optional(),
      /** A later notification of the same tag replaces the earlier one. */
      tag: z.string().max(80).optional(),
    }),
    output: z.object({ shown: z.boolean() }),
  },
  /** How many notifications wait unread: shown at the tray, and where the system counts for programs. */
  'notify.waiting': {
    input: z.strictObject({ count: z.int().min(0).max(10_000) }),
    output: nothing,
  },
  'print.page': { input: paper.strict(), output: z.object({ printed: z.boolean() }) },
  'print.pdf': {
    input: paper.extend({ fileName: shownText(120) }).strict(),
    output: z.object({ saved: z.boolean() }),
  },
  'update.check': {
    input: nothing,
    output: z.object({
      state: z.enum(['none', 'available', 'required', 'server-older']),
      clientVersion: z.string(),
      serverVersion: z.string(),
    }),
  },
} as const satisfies Record<ChannelName, { input: z.ZodType; output: z.ZodType }>;

/** What the main process sends by itself. */
export const events = {
  /** Open this route: a deep link or a clicked notification. */
  navigate: z.object({ route }),
  /** The server ended the session; the token is gone. */
  'session-ended': z.object({}),
} as const satisfies Record<EventName, z.ZodType>;

export type ChannelInput<K extends ChannelName> = z.output<(typeof channels)[K]['input']>;
export type ChannelOutput<K extends ChannelName> = z.output<(typeof channels)[K]['output']>;
export type EventPayload<K extends EventName> = z.output<(typeof events)[K]>;
