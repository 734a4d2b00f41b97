import { api } from '@xinhang/shared/contract/api.ts';
import type { ServerPlaces } from '@xinhang/shared/server.ts';
import { Alert, App, Button, Input, Space } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../app/problem-text.ts';
import { useCommand } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';

/** Where backups go: typed, tried by the server, and taken in spite of warnings only on purpose. */
export function BackupDirectory(props: {
  places: ServerPlaces;
  /** Whether something is typed that is not in use yet. */
  onTyped?: (unsaved: boolean) => void;
}) {
  const { places, onTyped } = props;
  const { t } = useText();
  const words = useFieldProblemText();
  const { message } = App.useApp();
  const set = useCommand(api.server.setBackupDirectory);
  const [typed, setTyped] = useState(places.backupDirectory);
  const answer = set.data;
  const refused = answer?.taken === false && answer.directory === typed.trim() ? answer : null;
  const same = typed.trim() === places.backupDirectory;
  const warnings = refused?.warnings ?? (same ? places.backupWarnings : []);

  const send = (accept: boolean) =>
    set.mutate(
      { body: { directory: typed.trim(), accept } },
      {
        onSuccess: ({ taken, directory }) => {
          setTyped(directory);
          if (!taken) return;
          onTyped?.(false);
          void message.success(t('setup.backupTaken'));
        },
      },
    );

  if (places.backupFixed) {
    return <Alert type="info" showIcon title={t('setup.fixed')} description={typed} />;
  }
  return (
    <div className="stack">
      <Space.Compact block>
        <Input
          aria-label={t('backup.directory')}
          value={typed}
          maxLength={1000}
          onChange={(event) => {
            setTyped(event.target.value);
            onTyped?.(event.target.value.trim() !== places.backupDirectory);
            set.reset();
          }}
          onPressEnter={() => send(false)}
        />
        <Button
          type={same ? 'default' : 'primary'}
          loading={set.isPending}
          disabled={typed.trim() === ''}
          onClick={() => send(false)}
        >
          {t('setup.backupTry')}
        </Button>
      </Space.Compact>
      {set.error && <Alert type="error" showIcon role="alert" title={words(set.error)} />}
      {warnings.map((warning) => (
        <Alert key={warning} type="warning" showIcon title={t(`setup.warning.${warning}`)} />
      ))}
      {refused && (
        <div>
          <Button loading={set.isPending} onClick={() => send(true)}>
            {t('setup.backupNevertheless')}
          </Button>
        </div>
      )}
    </div>
  );
}
