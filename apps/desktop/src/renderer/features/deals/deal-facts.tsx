import { shownExternalNo } from '@xinhang/shared/external-no.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { Fact, type FactField, type FactValue, PlainFact } from '../../form/fact.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Section } from '../../ui/section.tsx';
import { money, useDealWords } from './deal-words.ts';
import { useDealUpdate, type DealChanges } from './use-deal-update.tsx';
import { useLocked } from './use-edit.ts';
import { usePipelines } from './use-pipelines.ts';

function useFields(deal: Deal): FactField[] {
  const { t } = useText();
  const words = useDealWords();
  const dates = useDates();
  const ownSource = { value: deal.source, label: words.source(deal.source) };
  const known = deal.source === '' || words.sources.some(({ value }) => value === deal.source);
  return [
    {
      key: 'name',
      label: t('deal.name'),
      value: deal.name,
      shown: deal.name,
      kind: 'text',
      maxLength: 120,
    },
    {
      key: 'amountFen',
      label: t('deal.amount'),
      value: deal.amountFen,
      shown: money(deal.amountFen),
      kind: 'money',
      nullable: true,
    },
    {
      key: 'chance',
      label: t('deal.chance'),
      value: deal.ownChance,
      shown:
        deal.ownChance === null && deal.state === 'open'
          ? t('deal.chanceOfStage', { n: deal.chance })
          : `${deal.chance}%`,
      kind: 'number',
      least: 0,
      most: 100,
      nullable: true,
    },
    {
      key: 'expectedOn',
      label: t('deal.expectedOn'),
      value: deal.expectedOn,
      shown: dates.day(deal.expectedOn),
      kind: 'date',
      nullable: true,
    },
    {
      key: 'source',
      label: t('deal.source'),
      value: deal.source,
      shown: words.source(deal.source),
      kind: words.sources.length > 0 ? 'suggest' : 'text',
      options: known ? words.sources : [...words.sources, ownSource],
    },
    {
      key: 'note',
      label: t('deal.note'),
      value: deal.note,
      shown: deal.note,
      kind: 'long',
      maxLength: 2000,
    },
  ];
}

/** The facts of a deal, each changed where it stands. */
export function DealFacts({ deal }: { deal: Deal }) {
  const { t } = useText();
  const problem = useFieldProblemText();
  const locked = useLocked(deal);
  const update = useDealUpdate(deal);
  const fields = useFields(deal);
  const fixed = useFixed(deal);
  const [saving, setSaving] = useState('');
  const editable = locked === null;
  const save = (key: string) => (value: FactValue, done: () => void, version: number) => {
    // A name must not be empty, and text that is gone is an empty text.
    if (key === 'name' && value === '') return;
    setSaving(key);
    update.save({ [key]: value } as DealChanges, done, version);
  };
  return (
    <Section title={t('deal.facts')}>
      {update.error && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={problem(update.error)}
          closable
          onClose={update.reset}
        />
      )}
      <dl className="facts">
        <CustomerFact deal={deal} editable={editable} />
        {fields
          .filter((field) => editable || field.shown !== '')
          .map((field) => (
            <Fact
              key={field.key}
              field={field}
              editable={editable}
              saving={update.saving && saving === field.key}
              version={deal.version}
              onSave={save(field.key)}
            />
          ))}
        {fixed.map(([label, value]) => (
          <PlainFact key={label} label={label} value={value} />
        ))}
      </dl>
      {update.dialog}
    </Section>
  );
}

/** What is read and not changed here. */
function useFixed(deal: Deal): (readonly [string, string])[] {
  const { t } = useText();
  const dates = useDates();
  const { byId } = usePipelines();
  const moved = deal.firstExpectedOn !== null && deal.firstExpectedOn !== deal.expectedOn;
  const facts = [
    [t('deal.firstExpectedOn'), moved ? (deal.firstExpectedOn ?? '') : ''],
    [t('deal.pipeline'), byId(deal.pipelineId)?.name ?? ''],
    [t('deal.closedOn'), deal.closedOn ?? ''],
    [t('deal.reason'), deal.lostReason],
    [t('deal.closeNote'), deal.closeNote],
    [t('customer.externalNo'), shownExternalNo(deal.externalNo, deal.name)],
    [
      t('deal.createdAt'),
      [dates.time(deal.createdAt), deal.createdBy?.name].filter(Boolean).join(' · '),
    ],
  ] as const;
  return facts.filter(([, value]) => value !== '');
}

/** Whose business it is: a link for whoever may open the customer. */
function CustomerFact({ deal, editable }: { deal: Deal; editable: boolean }) {
  const { t } = useText();
  const problem = useFieldProblemText();
  const update = useDealUpdate(deal);
  const [chosen, setChosen] = useState<NameRef | null | undefined>();
  const { customer } = deal;
  const close = () => {
    update.reset();
    setChosen(undefined);
  };
  const save = () => {
    const customerId = chosen?.id ?? null;
    if (customerId === (customer?.id ?? null)) close();
    else update.save({ customerId }, close);
  };
  const shown =
    customer && deal.customerOpen ? (
      <Link to="/customers/$id" params={{ id: String(customer.id) }}>
        {customer.name}
      </Link>
    ) : (
      (customer?.name ?? <span className="soft">{t('deal.noCustomer')}</span>)
    );
  return (
    <>
      <dt>{t('deal.customer')}</dt>
      <dd>
        {chosen === undefined ? (
          <div className="fact-plain line">
            <span className="fact-customer">{shown}</span>
            {editable && (
              <Button
                type="link"
                size="small"
                aria-label={customer ? `${t('common.edit')} ${t('deal.customer')}` : undefined}
                onClick={() => setChosen(customer)}
              >
                {t(customer ? 'common.edit' : 'deal.chooseCustomer')}
              </Button>
            )}
          </div>
        ) : (
          <div className="stack">
            <CustomerRefPicker
              autoFocus
              label={t('deal.customer')}
              placeholder={t('deal.noCustomer')}
              value={chosen}
              onChange={setChosen}
            />
            {update.error && (
              <Alert type="error" showIcon role="alert" title={problem(update.error)} />
            )}
            <div className="line">
              <Button type="primary" size="small" loading={update.saving} onClick={save}>
                {t('common.save')}
              </Button>
              <Button size="small" onClick={close}>
                {t('common.cancel')}
              </Button>
            </div>
          </div>
        )}
        {update.dialog}
      </dd>
    </>
  );
}
