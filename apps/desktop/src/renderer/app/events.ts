import { api } from '@xinhang/shared/contract/api.ts';
import { pathOf } from '@xinhang/shared/contract/endpoint.ts';
import { changeEvent, type ChangeEvent } from '@xinhang/shared/system.ts';
import { useEffect } from 'react';
import { create } from 'zustand';
import { queryClient } from './query.ts';
import { useSession } from './session.ts';

export const useConnection = create<{ online: boolean; setOnline: (online: boolean) => void }>(
  (set) => ({ online: true, setOnline: (online) => set({ online }) }),
);

const areas: Record<string, readonly string[]> = {
  customer: ['/customers', '/contacts', '/desk', '/search', '/follow-ups'],
  contact: ['/customers', '/contacts', '/desk', '/search'],
  followUp: ['/customers', '/desk', '/follow-ups'],
  user: ['/users', '/depts', '/roles'],
  dept: ['/depts', '/users'],
  role: ['/roles', '/users'],
};

function touches(key: readonly unknown[], change: ChangeEvent): boolean {
  const [, path, params] = key;
  if (typeof path !== 'string') return false;
  const prefixes = areas[change.entity];
  if (!prefixes) return true;
  if (!prefixes.some((prefix) => path.startsWith(`/api/v1${prefix}`))) return false;
  const id = (params as { id?: number } | null)?.id;
  if (!path.startsWith('/api/v1/customers/:id') || id === undefined) return true;
  return id === change.customerId || (change.entity === 'customer' && id === change.id);
}

const GATHER_MS = 250;
const REOPEN_MS = 3000;

/** Keeps the event stream open and what is on the screen up to date. */
export function useEvents(): void {
  useEffect(() => {
    let source: EventSource | null = null;
    let reopen: number | undefined;
    let gather: number | undefined;
    let changes: ChangeEvent[] = [];
    const { setOnline } = useConnection.getState();

    const flush = () => {
      const seen = changes;
      changes = [];
      gather = undefined;
      void queryClient.invalidateQueries({
        predicate: (query) => seen.some((change) => touches(query.queryKey, change)),
      });
    };

    const open = () => {
      source = new EventSource(pathOf(api.system.events));
      source.addEventListener('open', () => setOnline(true));
      source.addEventListener('change', (event: MessageEvent<string>) => {
        const change = changeEvent.safeParse(JSON.parse(event.data));
        if (!change.success) return;
        changes.push(change.data);
        gather ??= window.setTimeout(flush, GATHER_MS);
      });
      source.addEventListener('notification', () => {
        void queryClient.invalidateQueries({
          queryKey: ['api', pathOf(api.system.listNotifications)],
        });
      });
      source.addEventListener('reset', () => {
        void queryClient.invalidateQueries();
      });
      source.addEventListener('error', () => {
        setOnline(false);
        if (source?.readyState !== EventSource.CLOSED) return;
        // Refused rather than lost: the session may have ended, or the rights changed.
        reopen = window.setTimeout(() => {
          void useSession.getState().load();
          open();
        }, REOPEN_MS);
      });
    };
    open();
    return () => {
      source?.close();
      window.clearTimeout(reopen);
      window.clearTimeout(gather);
      setOnline(true);
    };
  }, []);
}
