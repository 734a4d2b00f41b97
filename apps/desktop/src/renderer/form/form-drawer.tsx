import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { FieldProblem } from '@xinhang/shared/problems.ts';
import { Alert, Button, Drawer, Form, Space, type FormInstance } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useFieldWords, useProblemText } from '../app/problem-text.ts';
import { useText } from '../i18n/i18n.ts';
import { beginInField } from '../ui/begin-in-field.ts';
import { saveKeys } from '../ui/keys.ts';
import { useDraft } from './drafts.ts';

interface Props<Values extends object> {
  title: string;
  open: boolean;
  form: FormInstance<Values>;
  initial: Partial<Values>;
  error: Error | null;
  saving: boolean;
  refused?: boolean;
  /** What can be done about a refusal, beside its words. */
  remedy?: ReactNode;
  /** Beside the title. */
  extra?: ReactNode;
  /** Pixels; the usual narrow one unless said. */
  size?: number;
  /** What the button does, where it does more than save. */
  submit?: string;
  /** Name under which what is typed is kept until it is saved or given up. */
  draft?: string;
  /** Where the form calls a field of the body otherwise: `mentorId` stands as `mentor`. */
  names?: Readonly<Record<string, string>>;
  /** The field that a problem code speaks of: `already-exists` of the name. */
  codes?: Readonly<Record<string, string>>;
  onSubmit: (values: Values) => void;
  onClose: () => void;
  children: ReactNode;
}

/** A list of one choice that stands open with a line marked: Enter takes that line. */
function takesChoice(field: HTMLInputElement): boolean {
  return (
    field.getAttribute('aria-expanded') === 'true' &&
    Boolean(field.getAttribute('aria-activedescendant')) &&
    field.closest('.ant-select-multiple') === null
  );
}

/** What Enter stops at: the small crosses inside of fields are none of it. */
const stops = 'input:not([disabled]), textarea, button:not([disabled], [class*=-clear])';

/**
 * Enter goes on to the next field and never submits. In an open list it takes what is marked first;
 * a closed one is opened by it, and one of several choices keeps it for the next choice.
 */
export function nextField(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget } = event;
  if (key !== 'Enter' || !(target instanceof HTMLInputElement)) return;
  const lists = target.getAttribute('role') === 'combobox';
  if (lists && !takesChoice(target)) return;
  const fields = [...currentTarget.querySelectorAll<HTMLElement>(stops)];
  const next = fields
    .slice(fields.indexOf(target) + 1)
    .find((one) => one.tabIndex >= 0 && one.checkVisibility());
  if (!lists) event.preventDefault();
  // After the list took the line.
  if (lists) setTimeout(() => next?.focus());
  else next?.focus();
}

interface Mark {
  name: (string | number)[];
  errors: string[];
}

/**
 * What a refusal says of the fields, of the nearest one on the screen; and what it says of those
 * that are on none.
 */
function marksOf<Values extends object>(
  error: ApiError,
  form: FormInstance<Values>,
  names: Readonly<Record<string, string>>,
  wordsOf: (problem: FieldProblem) => string,
): { marks: Mark[]; others: string[] } {
  const shown = form.getFieldsError().map((field) => field.name.join('/'));
  const marks: Mark[] = [];
  const others: string[] = [];
  for (const problem of error.problem.errors ?? []) {
    const [first = '', ...rest] = problem.pointer.split('/').filter(Boolean);
    const path = [names[first] ?? first, ...rest];
    while (path.length > 0 && !shown.includes(path.join('/'))) path.pop();
    const name = path.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    if (name.length > 0) marks.push({ name, errors: [wordsOf(problem)] });
    else others.push(wordsOf(problem));
  }
  return { marks, others };
}

export function FormDrawer<Values extends object>(props: Props<Values>) {
  const { form, open, initial, error } = props;
  const { t } = useText();
  const words = useProblemText();
  const ofField = useFieldWords();
  const kept = useKeptForm(props);
  const [unmarked, setUnmarked] = useState('');

  useEffect(() => {
    setUnmarked('');
    if (!(error instanceof ApiError)) return;
    const { marks, others } = marksOf(error, form, props.names ?? {}, ofField);
    setUnmarked(others.join('；'));
    const refused = props.codes?.[error.problem.code];
    if (refused) marks.push({ name: [refused], errors: [words(error)] });
    form.setFields(marks as Parameters<typeof form.setFields>[0]);
    if (marks[0]) form.scrollToField(marks[0].name as never, { block: 'center' });
    // oxlint-disable-next-line react/exhaustive-deps -- marks fields once per refusal
  }, [error, form]);

  const save = () => {
    if (!props.refused && !props.saving) form.submit();
  };

  return (
    <Drawer
      open={open}
      title={props.title}
      extra={props.extra}
      {...(props.size !== undefined && { size: props.size })}
      onClose={() => kept.leave(true)}
      mask={{ closable: false }}
      {...beginInField}
      destroyOnHidden
      footer={
        <Space>
          <Button
            type="primary"
            loading={props.saving}
            disabled={props.refused === true}
            aria-keyshortcuts="Control+Enter"
            onClick={() => form.submit()}
          >
            {props.submit ?? t('common.save')}
          </Button>
          <Button onClick={() => kept.leave(false)}>{t('common.cancel')}</Button>
        </Space>
      }
    >
      <Form<Values>
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={kept.restored ? { ...initial, ...kept.restored } : initial}
        onValuesChange={kept.changed}
        onFinish={props.onSubmit}
        {...saveKeys(save, nextField)}
      >
        {kept.restored && (
          <Form.Item>
            <Alert
              type="info"
              title={t('form.draftBack')}
              action={
                <Button size="small" onClick={kept.forget}>
                  {t('form.draftAway')}
                </Button>
              }
            />
          </Form.Item>
        )}
        {error && (
          <Form.Item>
            <Alert
              type="error"
              showIcon
              role="alert"
              title={unmarked || words(error)}
              action={props.remedy}
            />
          </Form.Item>
        )}
        {props.children}
      </Form>
    </Drawer>
  );
}

/**
 * What is typed survives a drawer closed by Esc, an ended session and a reload; Cancel and a
 * successful save give it up.
 */
function useKeptForm<Values extends object>(props: Props<Values>) {
  const { form, open, draft, onClose } = props;
  const { read, keep } = useDraft<Values>(draft ?? 'none');
  const [restored, setRestored] = useState<Partial<Values> | null>(null);
  const stays = useRef(false);
  const [wasOpen, setWasOpen] = useState(false);
  if (open !== wasOpen) {
    setWasOpen(open);
    const old = open && draft ? read() : {};
    setRestored(Object.keys(old).length > 0 ? old : null);
  }
  // Closed by its owner: saved. Unmounted with the page or the session: kept.
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current && !open && draft && !stays.current) keep(null);
    opened.current = open;
    if (open) stays.current = false;
    // oxlint-disable-next-line react/exhaustive-deps -- once for each time it opens and closes
  }, [open]);
  useEffect(() => {
    // Opened a second time the form has forgotten its fields, and takes no initial values again.
    if (restored) form.setFieldsValue(restored as Parameters<typeof form.setFieldsValue>[0]);
  }, [restored, form]);
  return {
    restored,
    changed: () => {
      if (draft) keep(form.getFieldsValue(true) as Values);
    },
    leave: (keeping: boolean) => {
      stays.current = keeping;
      onClose();
    },
    forget: () => {
      keep(null);
      setRestored(null);
      form.setFieldsValue(props.initial as Parameters<typeof form.setFieldsValue>[0]);
      const empty = Object.keys(restored ?? {}).filter((name) => !(name in props.initial));
      form.resetFields(empty as never);
    },
  };
}
