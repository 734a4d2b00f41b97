import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { LoadError } from './load-error.tsx';

/** Something that is read, as `useEndpoint` gives it. */
export interface Found<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
}

interface UnreadProps {
  found: Omit<Found<unknown>, 'data'>;
  /** Stands in its place meanwhile. */
  waiting?: ReactNode;
}

/** In the place of what is not there yet: it is being read, or why it cannot be, and once more. */
export function Unread({ found, waiting = <Skeleton active /> }: UnreadProps) {
  if (!found.error) return waiting;
  return <LoadError error={found.error} retry={() => void found.refetch()} />;
}

interface Props<T> extends UnreadProps {
  found: Found<T>;
  children: (data: T) => ReactNode;
}

/**
 * What was read, or that it is not. What is there stays when reading it anew fails: somebody may
 * be typing in it.
 */
export function Loaded<T>({ children, ...unread }: Props<T>) {
  const { data } = unread.found;
  return data === undefined ? <Unread {...unread} /> : children(data);
}

/** Several readings as one, for what shows nothing before all are there. */
export function together<T extends readonly unknown[]>(
  ...all: { [K in keyof T]: Found<T[K]> }
): Found<T> {
  const missing = all.filter((one) => one.data === undefined);
  return {
    data: missing.length > 0 ? undefined : (all.map((one) => one.data) as unknown as T),
    error: missing.find((one) => one.error)?.error ?? null,
    refetch: () => missing.forEach((one) => one.refetch()),
  };
}
