import { CloseOutlined, SaveOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { SavedView } from '@xinhang/shared/settings.ts';
import { App, Button, Input, Popover, Space, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { useProblemText } from '../app/problem-text.ts';
import { useCommand, useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';

type State = SavedView['state'];

interface Props {
  page: string;
  /** Filters and sort as they stand in the address now. */
  state: State;
  onApply: (state: State) => void;
}

const same = (a: State, b: State) => {
  const sorted = (state: State) =>
    JSON.stringify(Object.entries(state).toSorted(([x], [y]) => x.localeCompare(y)));
  return sorted(a) === sorted(b);
};

/** The person's own views of a list, one click each; the one that is shown can be renamed away. */
export function SavedViews({ page, state, onApply }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const views = useEndpoint(api.settings.listSavedViews, { query: { page } });
  const create = useCommand(api.settings.createSavedView);
  const remove = useCommand(api.settings.deleteSavedView);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const field = useRef<InputRef>(null);
  const failed = { onError: (error: Error) => void message.error(words(error)) };

  const save = () => {
    if (name.trim() === '') return;
    create.mutate(
      { body: { page, name: name.trim(), state } },
      {
        ...failed,
        onSuccess: () => {
          setName('');
          setOpen(false);
        },
      },
    );
  };
  const rows = views.data?.rows ?? [];
  const shown = rows.some((view) => same(view.state, state));
  const restore = ({ name: old, state: kept }: SavedView) =>
    create.mutate({ body: { page, name: old, state: kept } }, failed);
  const forget = (view: SavedView) => {
    const key = `view-${view.id}`;
    remove.mutate(
      { params: { id: view.id } },
      {
        ...failed,
        onSuccess: () => {
          void message.success({
            key,
            content: (
              <>
                {t('list.viewRemoved', { name: view.name })}
                <Button
                  type="link"
                  size="small"
                  onClick={() => {
                    message.destroy(key);
                    restore(view);
                  }}
                >
                  {t('customer.undo')}
                </Button>
              </>
            ),
          });
        },
      },
    );
  };

  return (
    <>
      {rows.map((view) => {
        const here = same(view.state, state);
        return (
          <Space.Compact key={view.id}>
            <Button
              type={here ? 'primary' : 'default'}
              ghost={here}
              aria-pressed={here}
              onClick={() => onApply(view.state)}
            >
              {view.name}
            </Button>
            {here && (
              <Button
                icon={<CloseOutlined />}
                aria-label={`${t('list.removeView')} ${view.name}`}
                title={t('list.removeView')}
                onClick={() => forget(view)}
              />
            )}
          </Space.Compact>
        );
      })}
      {!shown && Object.keys(state).length > 0 && (
        <Popover
          trigger="click"
          open={open}
          onOpenChange={setOpen}
          afterOpenChange={(now) => now && field.current?.focus()}
          title={t('list.saveView')}
          content={
            <Space.Compact>
              <Input
                ref={field}
                value={name}
                maxLength={40}
                placeholder={t('list.viewName')}
                aria-label={t('list.viewName')}
                onChange={(event) => setName(event.target.value)}
                onPressEnter={(event) => {
                  if (!event.nativeEvent.isComposing) save();
                }}
              />
              <Button type="primary" loading={create.isPending} onClick={save}>
                {t('common.save')}
              </Button>
            </Space.Compact>
          }
        >
          <Button
            icon={<SaveOutlined />}
            aria-label={t('list.saveView')}
            title={t('list.saveView')}
          />
        </Popover>
      )}
    </>
  );
}
