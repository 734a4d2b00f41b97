import { ApiError } from '@xinhang/shared/contract/client.ts';
import { Skeleton, Typography } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useOpenTabs, useTab } from '../app/open-tabs.ts';
import { type Found, Unread } from './loaded.tsx';
import { useShortcut } from './use-shortcut.ts';

interface Props<T> {
  /** What the page is of, as `useEndpoint` reads it. */
  found: Found<T>;
  /** Stands among the open records under this path and title. */
  tab?: { path: string; title: (data: T) => string };
  /** To its neighbours in the list one came from: Alt+↑ and Alt+↓, k and j outside a text. */
  previous?: (() => void) | null;
  next?: (() => void) | null;
  /** The body takes the height that is left and scrolls by itself, as a list does. */
  fills?: boolean;
  children: (data: T) => ReactNode;
}

/**
 * The shell of every page of one record or document: reading and failing, its tab, the way to its
 * neighbours. What is in it is the feature's: `RecordHead`, then `RecordColumns` or a list.
 */
export function RecordPage<T>(props: Props<T>) {
  const { found, tab, previous = null, next = null } = props;
  const { data, error } = found;
  const path = tab?.path ?? '';
  useTab(path, data === undefined ? undefined : tab?.title(data));
  const gone = error instanceof ApiError && data === undefined;
  // Its tab would go on telling the name.
  useEffect(() => {
    if (gone && path !== '') useOpenTabs.getState().close(path);
  }, [gone, path]);
  useShortcut({ key: 'arrowdown', alt: true }, next);
  useShortcut({ key: 'arrowup', alt: true }, previous);
  useShortcut({ key: 'j' }, next);
  useShortcut({ key: 'k' }, previous);

  if (data === undefined) {
    return (
      <div className="page">
        <Unread found={found} waiting={<Skeleton active paragraph={{ rows: 10 }} />} />
      </div>
    );
  }
  return (
    <div className={props.fills ? 'record-fills' : 'page page-scroll'}>{props.children(data)}</div>
  );
}

interface HeadProps {
  title: string;
  /** State and what else is said at a glance, right of the title. */
  facts?: ReactNode;
  /** The two or three actions that matter, at the right. */
  children?: ReactNode;
}

export function RecordHead({ title, facts, children }: HeadProps) {
  return (
    <header className="page-bar">
      <Typography.Title level={1} className="record-title">
        {title}
      </Typography.Title>
      {facts}
      <span className="spring" />
      {children && <div className="line">{children}</div>}
    </header>
  );
}

/** Left two thirds what happens, right third the facts. */
export function RecordColumns({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className="object-columns">
      <div>{main}</div>
      <div>{side}</div>
    </div>
  );
}
