import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import { useState, type ReactNode } from 'react';
import { queryClient, useCommand } from '../../app/query.ts';
import { ConflictDialog, conflictOf, type Conflict } from '../../form/conflict-dialog.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { pageKey, type CustomerPageData } from './use-customer-page.ts';
import { useCustomerWords } from './words.ts';

export type CustomerChanges = Omit<EndpointBody<typeof api.customers.update>, 'version'> & {
  tagIds?: number[];
};

/** `custom.budget` of a conflict belongs to the field `custom` of the body. */
function keepOnly(changes: CustomerChanges, fields: ReadonlySet<string>): CustomerChanges {
  const { custom, ...rest } = changes;
  const kept = Object.entries(rest).filter(
    ([field]) => fields.has(field) || field === 'duplicateReason',
  );
  const ownFields = Object.entries(custom ?? {}).filter(([key]) => fields.has(`custom.${key}`));
  return {
    ...(Object.fromEntries(kept) as CustomerChanges),
    ...(ownFields.length > 0 && { custom: Object.fromEntries(ownFields) }),
  };
}

/** Puts what a command answered on the screen, before it is read anew. */
export function showCustomer(customer: Customer): void {
  queryClient.setQueryData<CustomerPageData>(
    pageKey(customer.id),
    (page) => page && { ...page, customer },
  );
}

/** Saves changes of a customer; when somebody else was faster both values stand side by side. */
export function useCustomerUpdate(customer: Customer): {
  /** `version` of what the person saw when the change began; that of `customer` unless said. */
  save: (changes: CustomerChanges, done?: () => void, version?: number) => void;
  saving: boolean;
  /** Why it was refused, when it was no conflict. */
  error: Error | null;
  reset: () => void;
  dialog: ReactNode;
} {
  const { t } = useText();
  const words = useCustomerWords();
  const update = useCommand(api.customers.update);
  const [refused, setRefused] = useState<{
    conflict: Conflict;
    changes: CustomerChanges;
    done: (() => void) | undefined;
  } | null>(null);

  const send = (version: number, changes: CustomerChanges, done?: () => void) => {
    update.mutate(
      { params: { id: customer.id }, body: { version, ...changes } },
      {
        onSuccess: (saved) => {
          showCustomer(saved);
          setRefused(null);
          done?.();
        },
        onError: (error) => {
          const conflict = conflictOf(error);
          if (!conflict) return;
          update.reset();
          // Somebody changed other fields: nothing to decide, the change goes on top.
          if (conflict.fields.length === 0) send(conflict.version, changes, done);
          else setRefused({ conflict, changes, done });
        },
      },
    );
  };
  const close = () => {
    setRefused(null);
    void queryClient.invalidateQueries();
  };
  const dialog = (
    <ConflictDialog
      conflict={refused?.conflict ?? null}
      saving={update.isPending}
      label={(field) =>
        field.startsWith('custom.')
          ? words.customLabel(field.slice('custom.'.length))
          : t(wordKey('customer', words.labelOf(field), 'customer.facts'))
      }
      show={words.show}
      onClose={close}
      onResolve={(version, mine) => {
        if (!refused) return;
        const { done, changes } = refused;
        if (mine.size > 0) send(version, keepOnly(changes, mine), done);
        else {
          close();
          done?.();
        }
      }}
    />
  );
  return {
    save: (changes, done, version = customer.version) => send(version, changes, done),
    saving: update.isPending,
    error: refused ? null : update.error,
    reset: () => update.reset(),
    dialog,
  };
}
