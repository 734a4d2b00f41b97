import type { followUpTypes } from '@xinhang/shared/activities.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { useRef, useState } from 'react';
import { newKey } from '../app/client.ts';
import type { DraftFile } from './draft-files.tsx';
import { useDraft, useKeptDraft } from './drafts.ts';
import { typedSince } from './typed-since.ts';

export interface FollowUpDraft {
  content: string;
  type: (typeof followUpTypes)[number];
  contactId: number | null;
  result: string;
  nextOn: string | null;
  files: readonly DraftFile[];
  articles: readonly NameRef[];
  /** What was sent and not answered yet, with its key: sent again it is saved once. */
  sent: { key: string; body: string } | null;
}

const blank: FollowUpDraft = {
  content: '',
  type: 'call',
  contactId: null,
  result: '',
  nextOn: null,
  files: [],
  articles: [],
  sent: null,
};

/** What is in a draft beside what was sent of it. */
function since(sent: FollowUpDraft, now: FollowUpDraft): FollowUpDraft {
  const changed = Object.entries(now).filter(
    ([field, value]) => value !== sent[field as keyof FollowUpDraft],
  );
  const content = typedSince(sent.content, now.content);
  return { ...blank, ...Object.fromEntries(changed), content, sent: null };
}

/**
 * The follow-up being written about a customer, or one of its deals. It survives a reload and a lost line, together
 * with the key of an attempt that nobody answered.
 */
export function useFollowUpDraft(customerId: number, dealId?: number) {
  const name = dealId ? `followUp.${customerId}.${dealId}` : `followUp.${customerId}`;
  const kept = useDraft<FollowUpDraft>(name);
  const [draft, setDraft] = useState<FollowUpDraft>(() => ({ ...blank, ...kept.read() }));
  // A key that both ends a field and saves must send what the field just took.
  const latest = useRef(draft);
  const empty =
    draft.content.trim() === '' &&
    draft.result.trim() === '' &&
    draft.files.length + draft.articles.length === 0;
  useKeptDraft(name, empty ? null : draft);

  const change = (part: Partial<FollowUpDraft>) => {
    latest.current = { ...latest.current, ...part };
    setDraft(latest.current);
  };
  return {
    draft,
    latest: () => latest.current,
    change,
    /** Takes away what was saved, and leaves what was typed while it was under way. */
    saved: (sent: FollowUpDraft) => change(since(sent, latest.current)),
    /** Takes the kept copy away, when the box itself is gone. */
    forget: () => kept.keep(null),
    /** The key for this body: the one it was sent with before, else a new one. */
    keyFor: (body: object): string => {
      const text = JSON.stringify(body);
      const { sent } = latest.current;
      if (sent?.body === text) return sent.key;
      const key = newKey();
      change({ sent: { key, body: text } });
      return key;
    },
  };
}
