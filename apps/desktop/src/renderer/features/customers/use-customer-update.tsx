import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { queryClient, useCommand } from '../../app/query.ts';
import { ConflictDialog, conflictOf, type Conflict } from '../../form/conflict-dialog.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { pageKey, type CustomerPageData } from './use-customer-page.ts';
import { useCustomerWords } from './words.ts';

export type CustomerChanges = Omit<EndpointBody<typeof api.customers.update>, 'version'> & {
  tagIds?: number[];
};

/** `custom.budget` of a conflict belongs to the field `custom` of the body. */
function without(changes: CustomerChanges, fields: ReadonlySet<string>): CustomerChanges {
  const { custom, ...rest } = changes;
  const kept = Object.entries(rest).filter(([field]) => !fields.has(field));
  const ownFields = Object.entries(custom ?? {}).filter(([key]) => !fields.has(`custom.${key}`));
  return {
    ...(Object.fromEntries(kept) as CustomerChanges),
    ...(ownFields.length > 0 && { custom: Object.fromEntries(ownFields) }),
  };
}

/** Whether a customer had this value, by the names that a conflict has for its fields. */
function had(customer: Customer, field: string, value: unknown): boolean {
  const known: Record<string, unknown> = {
    ...customer,
    parentId: customer.parent?.id ?? null,
    tagIds: customer.tags.map((tag) => tag.id),
  };
  const before = field.startsWith('custom.')
    ? customer.custom[field.slice('custom.'.length)]
    : known[field];
  return JSON.stringify(before ?? null) === JSON.stringify(value);
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
    begun: number;
  } | null>(null);

  const seen = useRef(new Map<number, Customer>());
  useEffect(() => {
    seen.current.set(customer.version, customer);
  }, [customer]);

  /** `begun` is the version that the person saw when the change began. */
  const send = (begun: number, version: number, changes: CustomerChanges, done?: () => void) => {
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
          const before = seen.current.get(begun);
          const fields = conflict.fields.filter(
            ({ field, current }) => !before || !had(before, field, current),
          );
          // Nobody changed these fields (a talk was logged, say): the change goes on top.
          if (fields.length === 0) send(begun, conflict.version, changes, done);
          else setRefused({ conflict: { ...conflict, fields }, changes, done, begun });
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
        const { begun, changes, conflict, done } = refused;
        const theirs = conflict.fields.map(({ field }) => field).filter((one) => !mine.has(one));
        const left = without(changes, new Set(theirs));
        const { duplicateReason: _, ...news } = left;
        if (Object.keys(news).length > 0) send(begun, version, left, done);
        else {
          close();
          done?.();
        }
      }}
    />
  );
  return {
    save: (changes, done, version = customer.version) => send(version, version, changes, done),
    saving: update.isPending,
    error: refused ? null : update.error,
    reset: () => update.reset(),
    dialog,
  };
}
