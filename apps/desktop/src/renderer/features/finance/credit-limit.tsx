import { api } from '@xinhang/shared/contract/api.ts';
import { creditSuggestion } from '@xinhang/shared/credit-suggestion.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { MoneyField } from '../../form/money-field.tsx';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { money } from './money.ts';

/** What is agreed beside it, sent along as it is. */
interface Terms {
  termId: number | null;
  overdueDays: number | null;
}

/** Up to how much a customer may owe, written here, with what its history suggests. */
export function CreditLimit({ customer, terms }: { customer: Customer; terms: Terms }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const update = useCommand(api.paymentTerms.setOfCustomer);
  const [typed, setTyped] = useState<number | null | undefined>();
  const { id, creditLimitFen: limit } = customer;
  const save = (creditLimitFen: number | null) =>
    update.mutate(
      { params: { id }, body: { ...terms, creditLimitFen } },
      {
        onSuccess: () => setTyped(undefined),
        onError: (error) => void message.error(words(error)),
      },
    );
  const leave = () => {
    if (typed === undefined || !isReckoned(typed)) return;
    if (typed === limit) setTyped(undefined);
    else save(typed);
  };
  return (
    <div
      className="stack"
      onKeyDown={(event) => {
        if (event.key === 'Enter') leave();
      }}
    >
      <MoneyField
        label={t('finance.limit')}
        placeholder={t('finance.limitHint')}
        value={typed === undefined ? limit : typed}
        onChange={setTyped}
        onBlur={leave}
      />
      <Suggestion customer={customer} busy={update.isPending} onTake={save} />
    </div>
  );
}

interface SuggestionProps {
  customer: Customer;
  busy: boolean;
  onTake: (limitFen: number) => void;
}

function Suggestion({ customer, busy, onTake }: SuggestionProps) {
  const may = useMay('deliveries.read');
  return may ? <FromHistory customer={customer} busy={busy} onTake={onTake} /> : null;
}

function FromHistory({ customer: { id, creditLimitFen: limit }, busy, onTake }: SuggestionProps) {
  const { t } = useText();
  const { today } = useDates();
  const found = useEndpoint(api.tradingHistory.ofCustomer, {
    params: { id },
    query: { span: 'month' },
  });
  const said = found.data ? creditSuggestion(found.data.rows, today) : null;
  if (!said) return null;
  const { limitFen, monthlyFen, payDays, late } = said;
  return (
    <span className="soft">
      {t('finance.limitSuggested', { limit: money(limitFen) })}
      {limitFen !== limit && (
        <Button size="small" type="link" loading={busy} onClick={() => onTake(limitFen)}>
          {t('finance.takeLimit')}
        </Button>
      )}
      <br />
      {t(late ? 'finance.limitWhyLate' : 'finance.limitWhy', {
        monthly: money(monthlyFen),
        days: payDays,
      })}
    </span>
  );
}
