import type { CallArguments, CallInput } from '@xinhang/shared/contract/client.ts';
import { ApiError, ConnectionError } from '@xinhang/shared/contract/client.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { pathOf, type Endpoint, type EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { MutationCache, QueryCache, QueryClient, type Query } from '@tanstack/react-query';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { client, newKey } from './client.ts';
import { withPassword } from './confirm.ts';
import { readInOrder } from './read-in-order.ts';
import { useSession } from './session.ts';

function endIfRefused(error: Error): void {
  if (!(error instanceof ApiError)) return;
  const { code } = error.problem;
  if (code === 'unauthenticated' || code === 'session-ended') useSession.getState().end();
  if (code === 'client-too-old') useSession.getState().tooOld();
  if (code === 'password-change-required') void useSession.getState().load();
}

/** What may not be seen any more leaves the screen, where else the last answer would stay. */
function dropIfHidden(error: Error, query: Query<unknown, unknown, unknown>): void {
  if (!(error instanceof ApiError)) return;
  const { code } = error.problem;
  if (code === 'not-found' || code === 'forbidden') query.setState({ data: undefined });
}

/** Nothing was done: asking again is safe, and soon likely to be answered. */
function isNotServed(error: unknown): boolean {
  return (
    error instanceof ConnectionError ||
    (error instanceof ApiError && error.problem.code === 'overloaded')
  );
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      endIfRefused(error);
      dropIfHidden(error, query);
    },
  }),
  mutationCache: new MutationCache({ onError: endIfRefused }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (failures, error) => isNotServed(error) && failures < 2,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

const PREFERENCE = pathOf(api.auth.getPreference);

interface KeyParts {
  params?: unknown;
  query?: unknown;
}

/** Keys are `api`, path template, parameters; the event stream invalidates by them. */
export function keyOf(endpoint: Pick<Endpoint, 'path'>, input: KeyParts = {}): readonly unknown[] {
  return ['api', pathOf(endpoint), input.params ?? null, input.query ?? null];
}

function callWith<E extends Endpoint>(endpoint: E, input: object): Promise<EndpointOutput<E>> {
  return client.call(endpoint, ...([input] as unknown as CallArguments<E>));
}

/** Reads an endpoint and keeps what it answered up to date. */
export function useEndpoint<E extends Endpoint>(
  endpoint: E,
  input: Omit<CallInput<E>, 'signal' | 'idempotencyKey'>,
  options: {
    enabled?: boolean;
    /** Shows the answer to the question before until the new one is there. */
    keep?: boolean;
    staleMs?: number;
    placeholder?: () => EndpointOutput<E> | undefined;
    /** Asks again after so many ms; false when what came is final. */
    poll?: (data: EndpointOutput<E> | undefined) => number | false;
  } = {},
) {
  return useQuery<EndpointOutput<E>>({
    queryKey: keyOf(endpoint, input as KeyParts),
    queryFn: ({ signal }) => callWith(endpoint, { ...input, signal }),
    enabled: options.enabled ?? true,
    ...(options.staleMs !== undefined && { staleTime: options.staleMs }),
    ...(options.keep && { placeholderData: keepPreviousData }),
    ...(options.poll && {
      // A refusal is an answer; only a lost line is asked again.
      refetchInterval: (query: {
        state: { data: EndpointOutput<E> | undefined; error: Error | null };
      }) => (query.state.error instanceof ApiError ? false : options.poll!(query.state.data)),
    }),
    ...(options.placeholder && { placeholderData: options.placeholder as never }),
  });
}

const longestWaitMs = 2000;

interface CommandOptions<Answer> {
  /**
   * Goes on trying while the line is down, with the same key: the server saves once, however
   * often it is asked.
   */
  resend?: boolean;
  /**
   * A form stands for one intention until it is closed, also when its text is changed after an
   * answer was lost: what was saved then is not saved a second time, but refused as a repeat.
   */
  form?: boolean;
  /** False for a command that makes another person of the reader: nothing is read again. */
  refresh?: boolean;
  /** Runs when it is saved, also when the page that asked is gone by then. */
  onDone?: (answer: Answer) => void;
}

type CommandInput<E extends Endpoint> = Omit<CallInput<E>, 'signal' | 'idempotencyKey'> & {
  /** Key of an intention that outlives the page (a kept draft); else one is made. */
  idempotencyKey?: string;
};

/** Refusals that say that the screen shows what is past. */
const outdated: ReadonlySet<string> = new Set(['idempotency-key-reused', 'state-refused']);
const isOutdated = (error: unknown) =>
  error instanceof ApiError && outdated.has(error.problem.code);

/** A write. Repeating the same intention after a lost line uses the same key. */
export function useCommand<E extends Endpoint>(
  endpoint: E,
  options: CommandOptions<EndpointOutput<E>> = {},
) {
  const queries = useQueryClient();
  const pending = useRef<{ intention: string; key: string; closed: boolean } | null>(null);
  const mutation = useMutation<EndpointOutput<E>, Error, CommandInput<E>>({
    retry: (_failures, error) => options.resend === true && isNotServed(error),
    retryDelay: (failures) => Math.min(longestWaitMs, 500 * 2 ** failures),
    mutationFn: async (input) => {
      const intention = JSON.stringify(input);
      const before = pending.current;
      const again = before?.intention === intention || (options.form && before?.closed === false);
      const key = again ? before!.key : (input.idempotencyKey ?? newKey());
      pending.current = { intention, key, closed: false };
      try {
        const answer = await withPassword(() =>
          callWith(endpoint, { ...input, idempotencyKey: key }),
        );
        pending.current = null;
        return answer;
      } catch (error) {
        if (!(error instanceof ConnectionError)) pending.current = null;
        if (isOutdated(error)) void queries.invalidateQueries();
        throw error;
      }
    },
    onSuccess: (answer) => {
      options.onDone?.(answer);
      if (options.refresh === false) return;
      void readInOrder(queries, (query) => query.queryKey[1] !== PREFERENCE);
    },
  });
  const reset = () => {
    if (pending.current) pending.current.closed = true;
    mutation.reset();
  };
  return { ...mutation, reset };
}
