import type { ChannelInput, ChannelOutput } from '../bridge/contract.ts';
import type { ElectronApi, NotificationApi } from './electron-api.ts';

const MAX_HELD = 50;

/** Shows notifications of the system; a click brings the window up on the notification's route. */
export function createNotifier(
  electron: Pick<ElectronApi, 'createNotification'>,
  onClick: (route: string | undefined) => void,
): (input: ChannelInput<'notify.show'>) => ChannelOutput<'notify.show'> {
  // Held on purpose: a collected notification loses its click.
  const held = new Map<string, NotificationApi>();
  let count = 0;
  return ({ title, body = '', route, tag }) => {
    const notification = electron.createNotification({ title, body });
    if (!notification) return { shown: false };
    const key = tag ?? `#${(count += 1)}`;
    held.get(key)?.close();
    held.delete(key);
    held.set(key, notification);
    const oldest = held.keys().next().value;
    if (held.size > MAX_HELD && oldest !== undefined) held.delete(oldest);
    notification.on('click', () => onClick(route));
    notification.on('close', () => {
      if (held.get(key) === notification) held.delete(key);
    });
    notification.show();
    return { shown: true };
  };
}
