import { docWords } from '@xinhang/shared/voucher-words.ts';
import { Link } from '@tanstack/react-router';
import { mayOpen } from '../../shell/areas.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { docPath } from './doc-path.ts';

/** The document behind a row of the books by kind and number; a way to it for whoever has its page. */
export function DocLink({ kind, id, no }: { kind: string; id: number; no: string }) {
  const { language } = useText();
  const me = useMe();
  const text = [(docWords[kind] ?? docWords['other']!)[language], no].filter(Boolean).join(' ');
  const path = docPath(kind, id);
  return path !== null && mayOpen(me, path) ? <Link to={path as never}>{text}</Link> : text;
}
