import { api } from '@xinhang/shared/contract/api.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { typedSince } from '../../form/typed-since.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { comma, useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { showCustomer, useCustomerUpdate } from './use-customer-update.tsx';

/** Colleagues who see the customer beside its owner. */
export function Collaborators({ customer }: { customer: Customer }) {
  const { t } = useText();
  const words = useProblemText();
  const share = useCommand(api.customers.setCollaborators);
  const [people, setPeople] = useState<Customer['collaborators'] | null>(null);
  const editable = customer.can.update && !customer.archived;
  const save = () =>
    people &&
    share.mutate(
      {
        params: { id: customer.id },
        body: { version: customer.version, userIds: people.map((person) => person.id) },
      },
      {
        onSuccess: (saved) => {
          showCustomer(saved);
          // Whoever was chosen since is not saved yet.
          setPeople((now) => (now === people ? null : now));
        },
      },
    );
  return (
    <Section
      title={t('customer.collaborators')}
      extra={
        people === null && (
          <Button
            size="small"
            disabled={!editable}
            title={editable ? undefined : t('customer.noForbidden')}
            onClick={() => setPeople(customer.collaborators)}
          >
            {t('common.edit')}
          </Button>
        )
      }
    >
      {people === null ? (
        <span className={customer.collaborators.length > 0 ? '' : 'soft'}>
          {customer.collaborators.map((person) => person.name).join(comma()) ||
            t('customer.noCollaborators')}
        </span>
      ) : (
        <div className="stack">
          <UserPicker
            autoFocus
            purpose="collaborator"
            label={t('customer.collaborators')}
            value={people}
            onChange={setPeople}
          />
          {share.error && <Alert type="error" showIcon role="alert" title={words(share.error)} />}
          <div className="line">
            <Button type="primary" size="small" loading={share.isPending} onClick={save}>
              {t('common.save')}
            </Button>
            <Button
              size="small"
              onClick={() => {
                share.reset();
                setPeople(null);
              }}
            >
              {t('common.cancel')}
            </Button>
          </div>
        </div>
      )}
    </Section>
  );
}

/** Tags of a customer; a new word becomes a tag of the company. */
export function Tags({ customer }: { customer: Customer }) {
  const { t } = useText();
  const words = useProblemText();
  const tags = useEndpoint(api.settings.listTags, {});
  const create = useCommand(api.settings.createTag);
  const update = useCustomerUpdate(customer);
  const [text, setText] = useState('');
  const editable = customer.can.update && !customer.archived;
  const known = (tags.data?.rows ?? []).filter((tag) => tag.active);
  const own = customer.tags.map((tag) => tag.id);
  const options = [
    ...known.map((tag) => ({ value: tag.id, label: tag.name })),
    ...customer.tags
      .filter((tag) => !known.some((one) => one.id === tag.id))
      .map((tag) => ({ value: tag.id, label: tag.name })),
  ];
  const typed = text.trim();
  const isNew = typed !== '' && !options.some((option) => option.label === typed);
  const add = () =>
    create.mutate(
      { body: { name: typed } },
      {
        onSuccess: (tag) => {
          setText((now) => typedSince(typed, now.trimStart()));
          update.save({ tagIds: [...own, tag.id] });
        },
      },
    );
  const error = create.error ?? update.error;
  return (
    <Section title={t('customer.tags')}>
      {editable && (
        <span className="print-only">{customer.tags.map((tag) => tag.name).join(comma())}</span>
      )}
      {editable ? (
        <Select<number[]>
          mode="multiple"
          style={{ width: '100%' }}
          aria-label={t('customer.tags')}
          placeholder={t('customer.tagHint')}
          value={own}
          options={options}
          loading={update.saving || create.isPending}
          showSearch={{ optionFilterProp: 'label', searchValue: text, onSearch: setText }}
          notFoundContent={t('customer.tagHint')}
          popupRender={(menu) => (
            <>
              {menu}
              {isNew && (
                <Button
                  type="link"
                  block
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={add}
                >
                  {t('customer.newTag', { name: typed })}
                </Button>
              )}
            </>
          )}
          onChange={(ids) => {
            setText('');
            update.save({ tagIds: ids });
          }}
        />
      ) : (
        <span className={customer.tags.length > 0 ? '' : 'soft'}>
          {customer.tags.map((tag) => tag.name).join(comma()) || t('common.none')}
        </span>
      )}
      {error && <Alert type="error" showIcon role="alert" title={words(error)} />}
      {update.dialog}
    </Section>
  );
}
