import type { Me } from '@xinhang/shared/auth.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { create } from 'zustand';
import { client } from './client.ts';

type Session =
  | { state: 'loading' }
  | { state: 'unreachable' }
  | { state: 'out' }
  /** The server speaks a newer API than this page. */
  | { state: 'too-old' }
  | { state: 'in'; me: Me };

interface SessionStore {
  session: Session;
  setMe: (me: Me) => void;
  end: () => void;
  /** Shows the update screen and nothing else until the page is loaded anew. */
  tooOld: () => void;
  /** Asks the server who this is and says whether it answered; a lost line logs nobody out. */
  load: (signal?: AbortSignal) => Promise<boolean>;
}

export const useSession = create<SessionStore>((set, get) => ({
  session: { state: 'loading' },
  setMe: (me) => set({ session: { state: 'in', me } }),
  end: () => set({ session: { state: 'out' } }),
  tooOld: () => set({ session: { state: 'too-old' } }),
  load: async (signal) => {
    try {
      get().setMe(await client.call(api.auth.me, { signal }));
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.problem.status === 401) {
        get().end();
        return true;
      }
      if (error instanceof ApiError && error.problem.code === 'client-too-old') get().tooOld();
      else if (get().session.state !== 'in') set({ session: { state: 'unreachable' } });
      return false;
    }
  },
}));

/** The person at the screen; only below the login. */
export function useMe(): Me {
  const { session } = useSession();
  if (session.state !== 'in') throw new Error('nobody is logged in');
  return session.me;
}

export function may(me: Me, permission: Permission): boolean {
  return me.grants.some((grant) => grant.permission === permission);
}

export function useMay(permission: Permission): boolean {
  return may(useMe(), permission);
}

/** Places where goods lie that a permission is narrowed to; null: all, or it is not held. */
export const placesOf = (me: Me, permission: Permission): number[] | null =>
  me.grants.find((grant) => grant.permission === permission)?.places ?? null;

/** Whether this reaches every row of the company, those without an owner among them. */
export function reachesAll(me: Me, permission: Permission): boolean {
  return me.grants.some((one) => one.permission === permission && one.scopes.includes('all'));
}

/** Whether this reaches rows of others too: who heads people sees the team's lists first. */
export function reachesOthers(me: Me, permission: Permission): boolean {
  return me.grants.some((grant) => grant.permission === permission && grant.others);
}
