// The names alone, without zod: all that the preload needs of the contract.

/** Every method of the bridge, as `group.method`. */
export const channelNames = [
  'app.info',
  'app.language',
  'server.current',
  'server.discover',
  'server.use',
  'server.register',
  'server.forget',
  'session.state',
  'notify.show',
  'notify.waiting',
  'print.page',
  'print.pdf',
  'update.check',
] as const;
export type ChannelName = (typeof channelNames)[number];

/** What the main process tells the renderer without being asked. */
export const eventNames = ['navigate', 'session-ended'] as const;
export type EventName = (typeof eventNames)[number];

/** The name used on Electron's wire, so that nothing collides with other listeners. */
export function wireName(name: ChannelName | EventName): string {
  return `xinhang:${name}`;
}
