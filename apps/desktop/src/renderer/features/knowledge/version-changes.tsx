import { api } from '@xinhang/shared/contract/api.ts';
import { plainText } from '@xinhang/shared/rich-text.ts';
import { diffArrays } from 'diff';
import { Fragment, useMemo } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';

interface Props {
  articleId: number;
  /** Numbers of the versions; the older one is what was. */
  one: number;
  other: number;
}

/** What was said before and what is said now, with inserted and deleted words marked. */
export function VersionChanges({ articleId, one, other }: Props) {
  const { t } = useText();
  const [before, after] = [Math.min(one, other), Math.max(one, other)];
  const old = useEndpoint(api.knowledge.getVersion, { params: { id: articleId, no: before } });
  const now = useEndpoint(api.knowledge.getVersion, { params: { id: articleId, no: after } });
  return (
    <section
      className="rich-text knowledge-changes"
      aria-label={`${t('knowledge.versionNo', { no: before })} → ${t('knowledge.versionNo', { no: after })}`}
    >
      <Loaded found={old}>
        {(was) => (
          <Loaded found={now}>
            {(is) => (
              <Changes
                was={`${was.title}\n\n${plainText(was.body)}`}
                is={`${is.title}\n\n${plainText(is.body)}`}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </section>
  );
}

/** Words with what stands between them; in Chinese, which has no spaces, too. */
function wordsOf(text: string): string[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function Changes({ was, is }: { was: string; is: string }) {
  const { t } = useText();
  const parts = useMemo(() => diffArrays(wordsOf(was), wordsOf(is)), [was, is]);
  if (parts.every(({ added, removed }) => !added && !removed)) {
    return <p className="soft">{t('knowledge.sameText')}</p>;
  }
  return (
    <div className="knowledge-diff">
      {parts.map(({ added, removed, value }, at) => {
        const text = value.join('');
        if (!added && !removed) {
          // oxlint-disable-next-line react/no-array-index-key -- drawn whole, and never reordered
          return <span key={at}>{text}</span>;
        }
        // The sign stands before the words, not at the end of the line above.
        const words = text.trimStart();
        const blank = text.slice(0, text.length - words.length);
        const Tag = added ? 'ins' : 'del';
        const label = t(added ? 'knowledge.added' : 'knowledge.removed');
        return (
          // oxlint-disable-next-line react/no-array-index-key -- the same
          <Fragment key={at}>
            {added && blank}
            {words !== '' && (
              <Tag>
                <span className="visually-hidden">[{label}]</span>
                {words}
              </Tag>
            )}
          </Fragment>
        );
      })}
    </div>
  );
}
