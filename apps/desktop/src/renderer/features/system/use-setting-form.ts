import { App, Form } from 'antd';
import { useState } from 'react';
import { changedFields } from '../../form/changed-fields.ts';
import { conflictOf } from '../../form/conflict-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';

/** The little of a command that a form of settings needs. */
interface Update<Body> {
  readonly error: Error | null;
  readonly isPending: boolean;
  reset(): void;
  mutate(input: { body: Body }, options: { onSuccess: () => void }): void;
}

/**
 * A page of settings that are saved together: what was changed, saving it, dropping it, and
 * choosing value by value when a colleague was faster. Answers props for `SettingLines` and
 * `ConflictDialog`.
 */
export function useSettingForm<Values extends object, Body>(
  saved: { version: number; values: Values },
  update: Update<Body>,
  bodyOf: (version: number, changes: Partial<Values>) => Body,
  onSaved?: () => void,
) {
  const { t } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [changed, setChanged] = useState(false);
  const conflict = conflictOf(update.error);
  const typed = () => changedFields(saved.values, form.getFieldsValue(true) as Values);
  const send = (version: number, changes: Partial<Values>) =>
    update.mutate(
      { body: bodyOf(version, changes) },
      {
        onSuccess: () => {
          void message.success(t('settings.saved'));
          onSaved?.();
        },
      },
    );
  const discard = () => {
    form.resetFields();
    update.reset();
    setChanged(false);
  };
  return {
    lines: {
      form,
      initial: saved.values,
      changed,
      saving: update.isPending,
      error: conflict ? null : update.error,
      onTyped: () => setChanged(Object.keys(typed()).length > 0),
      onSubmit: () => send(saved.version, typed()),
      onDiscard: discard,
    },
    dialog: {
      conflict,
      saving: update.isPending,
      onClose: () => update.reset(),
      onResolve: (version: number, mine: ReadonlySet<string>) => {
        const kept = Object.entries(typed()).filter(([field]) => mine.has(field));
        if (kept.length === 0) discard();
        else send(version, Object.fromEntries(kept) as Partial<Values>);
      },
    },
  };
}
