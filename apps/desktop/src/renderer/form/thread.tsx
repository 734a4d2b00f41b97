import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { MessageKind } from '@xinhang/shared/messages.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { client } from '../app/client.ts';
import { useProblemText } from '../app/problem-text.ts';
import { keyOf, useCommand } from '../app/query.ts';
import { useMe } from '../app/session.ts';
import { useText } from '../i18n/i18n.ts';
import { useDates } from '../ui/dates.ts';
import { GrowingText } from '../ui/growing-text.tsx';
import { saveKeys } from '../ui/keys.ts';
import { LoadError } from '../ui/load-error.tsx';
import { Section } from '../ui/section.tsx';
import { useDraft, useKeptDraft } from './drafts.ts';
import { typedSince } from './typed-since.ts';
import { UserPicker } from './user-picker.tsx';

interface Props {
  kind: MessageKind;
  id: number;
}

const PAGE_SIZE = 20;

/** What colleagues say to each other about a customer, a deal or a follow-up. */
export function Thread({ kind, id }: Props) {
  const { t } = useText();
  const dates = useDates();
  const params = { kind, id };
  const found = useInfiniteQuery({
    queryKey: [...keyOf(api.messages.list, { params }), 'thread'],
    queryFn: ({ pageParam, signal }) =>
      client.call(api.messages.list, {
        params,
        query: { limit: PAGE_SIZE, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = (found.data?.pages.flatMap((page) => page.rows) ?? []).toReversed();
  return (
    <Section title={t('thread.title')}>
      {found.error && <LoadError error={found.error} retry={() => void found.refetch()} />}
      {found.hasNextPage && (
        <Button
          size="small"
          type="link"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t('thread.earlier')}
        </Button>
      )}
      {found.isSuccess && rows.length === 0 && <div className="soft">{t('thread.empty')}</div>}
      {rows.map((row) => (
        <article className="entry" key={row.id}>
          <div className="line" style={{ gap: '0 10px' }}>
            <strong>{row.author.name}</strong>
            <span className="spring" />
            <time className="soft" dateTime={new Date(row.at).toISOString()}>
              {dates.time(row.at)}
            </time>
          </div>
          <div className="entry-text">{row.text}</div>
        </article>
      ))}
      <Write key={`${kind}.${id}`} kind={kind} id={id} />
    </Section>
  );
}

interface Draft {
  text: string;
  people: NameRef[];
}

function Write({ kind, id }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const watched = useMe().viewAs !== null;
  const name = `message.${kind}.${id}`;
  const kept = useDraft<Draft>(name);
  const [draft, setDraft] = useState<Draft>(() => ({ text: '', people: [], ...kept.read() }));
  const { text, people } = draft;
  useKeptDraft(name, text.trim() === '' ? null : draft);
  const send = useCommand(api.messages.create);
  const save = () => {
    if (text.trim() === '' || send.isPending) return;
    const mentionIds = people.map((one) => one.id);
    send.mutate(
      { body: { kind, id, text, ...(mentionIds.length > 0 && { mentionIds }) } },
      {
        onSuccess: () =>
          setDraft((now) => ({
            text: typedSince(text, now.text),
            people: now.people === people ? [] : now.people,
          })),
      },
    );
  };
  if (watched) return null;
  return (
    <div className="stack thread-write screen-only" {...saveKeys(save)}>
      <GrowingText
        value={text}
        minRows={1}
        maxRows={8}
        maxLength={2000}
        aria-label={t('thread.title')}
        placeholder={t('thread.placeholder')}
        onChange={(event) => setDraft({ ...draft, text: event.target.value })}
      />
      {text.trim() !== '' && (
        <div className="line">
          <div style={{ flex: 1, minWidth: 160 }}>
            <UserPicker
              label={t('thread.mention')}
              value={people}
              onChange={(chosen) => setDraft({ ...draft, people: chosen })}
            />
          </div>
          <Button type="primary" loading={send.isPending} onClick={save}>
            {t('thread.send')}
          </Button>
        </div>
      )}
      {send.error && <Alert type="error" showIcon role="alert" title={words(send.error)} />}
    </div>
  );
}
