import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { ExpenseClaim } from '@xinhang/shared/expense-claims.ts';
import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { DocumentFrame, HeadField } from '../../form/document/document-frame.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import {
  bodyOf,
  draftOf,
  emptyClaim,
  hasLines,
  isBlank,
  isComplete,
  totalOf,
  type ExpenseDraft,
} from './expense-draft.ts';
import { ExpenseLines } from './expense-lines.tsx';
import { money } from './money.ts';
import { useFieldWords } from './use-field-words.ts';

interface Props {
  /** Null: it is begun. */
  doc: ExpenseClaim | null;
  /** For whom it was spent, where it is begun on his page. */
  customer?: NameRef | null;
  actions?: ReactNode;
  onSaved: (doc: ExpenseClaim) => void;
}

/** A claim that is written: what for, and what was spent on which day. */
export function ExpenseEditor({ doc, customer = null, actions, onSaved }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const words = useProblemText();
  const fields = useFieldWords();
  const document = useDocument<ExpenseClaim, ExpenseDraft>({
    name: 'expense-claim',
    doc,
    begin: () => emptyClaim(today, customer),
    draftOf,
  });
  const { value: draft, put } = document;
  const create = useCommand(api.expenseClaims.create, { form: true });
  const update = useCommand(api.expenseClaims.update);
  const submit = useCommand(api.expenseClaims.submit);
  const commands = useDocumentCommands(document, {
    editable: true,
    missing: (written) =>
      isComplete(written) && hasLines(written) ? null : t('expense.incomplete'),
    save: (written, saved) =>
      saved === null
        ? create.mutateAsync({ body: bodyOf(written) })
        : update.mutateAsync({
            params: { id: saved.id },
            body: { version: saved.version, ...bodyOf(written) },
          }),
    confirm: ({ id, version }) => submit.mutateAsync({ params: { id }, body: { version } }),
    confirmed: () => t('expense.handedIn'),
    onSaved,
  });
  const { error } = commands;
  const sent = draft.lines.flatMap((line, at) => (isBlank(line) ? [] : [at]));
  return (
    <DocumentFrame
      head={
        <HeadField label={t('expense.title')} wide>
          <Input
            autoFocus={doc === null}
            maxLength={80}
            autoComplete="off"
            aria-label={t('expense.title')}
            placeholder={t('expense.titleExample')}
            value={draft.title}
            onChange={(event) => put({ title: event.target.value })}
          />
        </HeadField>
      }
      lines={<ExpenseLines lines={draft.lines} onChange={(lines) => put({ lines })} />}
      strip={null}
      totals={[{ label: t('finance.sum'), text: money(totalOf(draft)) }]}
      effect={t('expense.submitWhy')}
      refusals={error ? fields(error, words(error), (at) => sent[at] ?? -1) : []}
      {...commands.frame}
      confirmText={t('expense.submit')}
      actions={actions}
    />
  );
}
