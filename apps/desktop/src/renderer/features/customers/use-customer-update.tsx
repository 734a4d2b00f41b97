import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import { queryClient, useCommand } from '../../app/query.ts';
import { ConflictDialog } from '../../form/conflict-dialog.tsx';
import { useRowUpdate } from '../../form/use-row-update.ts';
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
export function useCustomerUpdate(customer: Customer) {
  const { t } = useText();
  const words = useCustomerWords();
  const command = useCommand(api.customers.update);
  const { dialog, ...update } = useRowUpdate<Customer, CustomerChanges, Customer>(customer, {
    command,
    send: (changes, version, after) =>
      command.mutate({ params: { id: customer.id }, body: { version, ...changes } }, after),
    show: showCustomer,
    had,
    without(changes, fields) {
      const left = without(changes, fields);
      const { duplicateReason: _, ...news } = left;
      return Object.keys(news).length > 0 ? left : null;
    },
  });
  return {
    ...update,
    dialog: (
      <ConflictDialog
        {...dialog}
        label={(field) =>
          field.startsWith('custom.')
            ? words.customLabel(field.slice('custom.'.length))
            : t(wordKey('customer', words.labelOf(field), 'customer.facts'))
        }
        show={words.show}
      />
    ),
  };
}
