import { CloseOutlined, EditOutlined, SaveOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { SavedView } from '@xinhang/shared/settings.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import { App, Button, Space } from 'antd';
import { useProblemText } from '../app/problem-text.ts';
import { usePreference } from '../app/preferences.ts';
import { useCommand, useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { layoutSchema } from './column-layout.ts';
import { ReadyTab, useReadyViews } from './ready-views.tsx';
import { ViewName } from './view-name.tsx';

type State = SavedView['state'];

interface Props {
  page: string;
  /** Filters and sort as they stand in the address now. */
  state: State;
  onApply: (state: State) => void;
}

const COLUMNS = 'columns';
const chosenColumns = layoutSchema.nullable();

/** Another choice of columns alone makes no other view. */
const same = (a: State, b: State) => {
  const sorted = ({ [COLUMNS]: _columns, ...state }: State) =>
    JSON.stringify(Object.entries(state).toSorted(([x], [y]) => x.localeCompare(y)));
  return sorted(a) === sorted(b);
};

function useViews(page: string) {
  const words = useProblemText();
  const { message } = App.useApp();
  const views = useEndpoint(api.settings.listSavedViews, { query: { page } });
  const failed = { onError: (error: Error) => void message.error(words(error)) };
  const [columns, setColumns] = usePreference(`list.${page}`, chosenColumns, null);
  return { rows: views.data?.rows ?? [], failed, columns, setColumns };
}

/** Keeps what is filtered now under a new name, or in the place of an old view. */
export function SaveView({ page, state }: Omit<Props, 'onApply'>) {
  const { t } = useText();
  const { rows, failed, columns } = useViews(page);
  const { ready } = useReadyViews(page);
  const create = useCommand(api.settings.createSavedView);
  const update = useCommand(api.settings.updateSavedView);
  const called = (name: string) => rows.find((view) => wordKey(view.name) === wordKey(name));
  const save = (name: string, close: () => void) => {
    const old = called(name);
    const done = { ...failed, onSuccess: close };
    const kept = { ...state, [COLUMNS]: columns };
    if (!old) create.mutate({ body: { page, name, state: kept } }, done);
    else {
      const body = { version: old.version, state: kept };
      update.mutate({ params: { id: old.id }, body }, done);
    }
  };
  const known = [...rows, ...ready].some((view) => same(view.state, state));
  if (Object.keys(state).length === 0 || known) return null;
  return (
    <ViewName
      label={t('list.saveView')}
      icon={<SaveOutlined />}
      initial=""
      busy={create.isPending || update.isPending}
      replaces={(name) => called(name) !== undefined}
      onSave={save}
    />
  );
}

/** The person's own views of a list, one click each; the one that is shown is renamed and removed. */
export function ViewTabs({ page, state, onApply }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const { rows, failed, setColumns } = useViews(page);
  const { ready, restore: bringBack } = useReadyViews(page);
  const create = useCommand(api.settings.createSavedView);
  const update = useCommand(api.settings.updateSavedView);
  const remove = useCommand(api.settings.deleteSavedView);
  const apply = ({ state: { [COLUMNS]: columns, ...filters } }: SavedView) => {
    const chosen = chosenColumns.safeParse(columns);
    if (chosen.success) setColumns(chosen.data);
    onApply(filters);
  };
  const rename = ({ id, version, name: old }: SavedView, name: string, close: () => void) => {
    if (name === old) close();
    else
      update.mutate({ params: { id }, body: { version, name } }, { ...failed, onSuccess: close });
  };
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

  if (rows.length === 0 && ready.length === 0 && !bringBack) return null;
  return (
    <div className="page-views" role="group" aria-label={t('list.views')}>
      {ready.map((view) => (
        <ReadyTab
          key={view.key}
          label={view.label}
          here={same(view.state, state)}
          onApply={() => onApply(view.state)}
          onHide={view.hide}
        />
      ))}
      {rows.map((view) => {
        const here = same(view.state, state);
        return (
          <Space.Compact key={view.id}>
            <Button
              type={here ? 'primary' : 'default'}
              ghost={here}
              aria-pressed={here}
              onClick={() => apply(view)}
            >
              {view.name}
            </Button>
            {here && (
              <>
                <ViewName
                  label={t('list.renameView')}
                  icon={<EditOutlined />}
                  initial={view.name}
                  busy={update.isPending}
                  replaces={() => false}
                  onSave={(name, close) => rename(view, name, close)}
                />
                <Button
                  icon={<CloseOutlined />}
                  aria-label={`${t('list.removeView')} ${view.name}`}
                  title={t('list.removeView')}
                  onClick={() => forget(view)}
                />
              </>
            )}
          </Space.Compact>
        );
      })}
      {bringBack && (
        <Button type="link" size="small" onClick={bringBack}>
          {t('list.restoreViews')}
        </Button>
      )}
    </div>
  );
}
