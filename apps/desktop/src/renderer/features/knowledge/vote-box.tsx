import { DislikeOutlined, LikeOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { Article } from '@xinhang/shared/knowledge.ts';
import { App, Button } from 'antd';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';

/** Whether the reader found it useful; the same button once more takes the vote back. */
export function VoteBox({ article }: { article: Article }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const watched = useMe().viewAs !== null;
  const vote = useCommand(api.knowledge.voteArticle);
  const { id, useful, notUseful } = article;
  const button = (value: boolean, label: string, count: number) => (
    <Button
      size="small"
      className="chip"
      icon={value ? <LikeOutlined /> : <DislikeOutlined />}
      aria-pressed={article.vote === value}
      disabled={watched || vote.isPending}
      onClick={() =>
        vote.mutate(
          { params: { id }, body: { useful: article.vote === value ? null : value } },
          { onError: (error) => void message.error(words(error)) },
        )
      }
    >
      {`${label} ${count}`}
    </Button>
  );
  return (
    <div className="line knowledge-foot">
      <span className="soft">{t('knowledge.vote')}</span>
      {button(true, t('knowledge.useful'), useful)}
      {button(false, t('knowledge.notUseful'), notUseful)}
    </div>
  );
}
