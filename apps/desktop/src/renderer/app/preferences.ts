import { api } from '@xinhang/shared/contract/api.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { z } from 'zod';
import { client } from './client.ts';
import { keyOf, useEndpoint } from './query.ts';
import { useMe } from './session.ts';

const WAIT_MS = 600;
const waiting = new Map<string, number>();

function local(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as unknown;
  } catch {
    return null;
  }
}

/** Marks a mirror that the server has not got yet: a page left at once, or a lost line. */
const unsent = (mirror: string) => `${mirror}.unsent`;

/**
 * A setting of the person, kept on the server and mirrored on this computer, so that nothing
 * moves when the page opens. What does not fit the schema (an older release) is the fallback.
 */
export function usePreference<T>(
  key: string,
  schema: z.ZodType<T>,
  fallback: T,
): [value: T, set: (value: T) => void] {
  const { user, viewAs } = useMe();
  const queries = useQueryClient();
  const mirror = `xinhang.preference.${user.id}.${key}`;
  const input = { params: { key } };
  const stored = useEndpoint(api.auth.getPreference, input, {
    staleMs: Number.POSITIVE_INFINITY,
    placeholder: () => ({ value: local(mirror) }),
  });
  const readOnly = viewAs !== null;
  const newer = !readOnly && localStorage.getItem(unsent(mirror)) !== null;
  const parsed = schema.safeParse(stored.data && !newer ? stored.data.value : local(mirror));

  const set = useCallback(
    (value: T) => {
      const shown = keyOf(api.auth.getPreference, { params: { key } });
      const show = (now: T) => queries.setQueryData(shown, { value: now });
      show(value);
      if (readOnly) return;
      localStorage.setItem(mirror, JSON.stringify(value));
      localStorage.setItem(unsent(mirror), '1');
      window.clearTimeout(waiting.get(mirror));
      const send = () => {
        waiting.delete(mirror);
        // The mirror keeps it when the line is down; the next page sends it again.
        client
          .call(api.auth.setPreference, { params: { key }, body: { value: value as never } })
          .then(() => {
            if (waiting.has(mirror)) return;
            localStorage.removeItem(unsent(mirror));
            // An answer that was asked for before this may have come in meanwhile.
            show(value);
          })
          .catch(() => undefined);
      };
      waiting.set(mirror, window.setTimeout(send, WAIT_MS));
    },
    [queries, key, mirror, readOnly],
  );
  useEffect(() => {
    if (newer && !waiting.has(mirror)) set(local(mirror) as T);
    // oxlint-disable-next-line react/exhaustive-deps -- once, of what an earlier page left
  }, [mirror]);
  return [parsed.success ? parsed.data : fallback, set];
}
