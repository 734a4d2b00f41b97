import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { App, Switch, Typography } from 'antd';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { AddLine } from './add-line.tsx';

type Tag = EndpointOutput<typeof api.settings.createTag>;
const MAX = 30;

export function TagList() {
  const { t } = useText();
  const found = useEndpoint(api.settings.listTags, {});
  const create = useCommand(api.settings.createTag);
  if (!found.data) return <Unread found={found} />;
  const { rows } = found.data;
  return (
    <div className="setting-lines">
      <p className="soft own-why">{t('tag.why')}</p>
      <AddLine
        label={`${t('dict.add')} ${t('tag.name')}`}
        maxLength={MAX}
        saving={create.isPending}
        error={create.error}
        onAdd={(name, done) => create.mutate({ body: { name } }, { onSuccess: done })}
      />
      {rows.length === 0 && <p className="soft">{t('tag.empty')}</p>}
      <ul className="word-list">
        {rows.map((row) => (
          <TagLine key={row.id} tag={row} />
        ))}
      </ul>
    </div>
  );
}

function TagLine({ tag }: { tag: Tag }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const update = useCommand(api.settings.updateTag);
  const change = (part: { name?: string; active?: boolean }) =>
    update.mutate(
      { params: { id: tag.id }, body: { version: tag.version, ...part } },
      { onError: (error) => void message.error(words(error)) },
    );
  return (
    <li>
      <Typography.Text
        className={tag.active ? 'word' : 'word soft dept-closed'}
        editable={{
          tooltip: t('common.edit'),
          maxLength: MAX,
          triggerType: ['text', 'icon'],
          onChange: (name) => {
            if (name.trim() !== '' && name.trim() !== tag.name) change({ name: name.trim() });
          },
        }}
      >
        {tag.name}
      </Typography.Text>
      <Switch
        size="small"
        checked={tag.active}
        aria-label={`${t('dict.on')} ${tag.name}`}
        onChange={(active) => change({ active })}
      />
    </li>
  );
}
