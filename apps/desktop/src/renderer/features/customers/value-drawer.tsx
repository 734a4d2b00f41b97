import { api } from '@xinhang/shared/contract/api.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import type { CustomerValue } from '@xinhang/shared/customer-value.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { valueGrades, type ValueGrade } from '@xinhang/shared/value-grades.ts';
import { Alert, Button, Drawer, Empty, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';

/** What a customer is worth: a tag that tells why. */
export function ValueTag({ customer }: { customer: Customer }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  if (customer.valueGrade === null && !customer.can.assign) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('customer.valueGrade')} {customer.valueGrade ?? t('common.none')}
      </Button>
      <Drawer
        open={open}
        size={560}
        title={`${customer.name} · ${t('customer.valueGrade')}`}
        onClose={() => setOpen(false)}
        destroyOnHidden
      >
        {open && <Value customer={customer} />}
      </Drawer>
    </>
  );
}

function Value({ customer }: { customer: Customer }) {
  const found = useEndpoint(api.customerValue.get, { params: { id: customer.id } });
  return (
    <Loaded found={found}>{(value) => <ValueView customer={customer} value={value} />}</Loaded>
  );
}

/** From what a grade was reckoned, in words. */
function useFigures() {
  const { t } = useText();
  return (figures: CustomerValue['figures']) =>
    figures === null
      ? ''
      : t('value.figures', {
          basis: t(`setting.customers.valueBy.${figures.basis}`),
          from: figures.from,
          to: figures.to,
          amount:
            figures.amountFen === null
              ? t('value.hidden')
              : `¥${formatFen(fen(figures.amountFen))}`,
        });
}

function ValueView({ customer, value }: { customer: Customer; value: CustomerValue }) {
  const { t } = useText();
  const dates = useDates();
  const words = useFigures();
  return (
    <div className="stack">
      <strong>{value.grade ?? t('value.none')}</strong>
      {value.byHand && value.setAt !== null && (
        <span>
          {t('value.byHand', {
            name: value.setBy?.name ?? '',
            at: dates.time(value.setAt),
            reason: value.reason,
          })}
        </span>
      )}
      <span className="soft">
        {value.figures
          ? `${t('value.byRule', { grade: value.ruleGrade ?? t('value.none') })} ${words(value.figures)}`
          : t('value.neverReckoned')}
      </span>
      {value.mayEdit && <ValueForm customer={customer} value={value} />}
      <Section title={t('value.history')}>
        {value.history.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('value.noHistory')} />
        ) : (
          <table className="plain-table">
            <tbody>
              {value.history.map((row) => (
                <tr key={row.id}>
                  <td>{dates.time(row.at)}</td>
                  <td>
                    {row.from ?? t('value.none')} → {row.to ?? t('value.none')}
                  </td>
                  <td>
                    {row.by
                      ? `${row.by.name}${row.reason && ` · ${row.reason}`}`
                      : words(row.figures)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
    </div>
  );
}

const RULE = 'rule';

/** Says by hand what the customer is worth, or gives it back to the rule. */
function ValueForm({ customer, value }: { customer: Customer; value: CustomerValue }) {
  const { t } = useText();
  const problem = useProblemText();
  const [choice, setChoice] = useState<ValueGrade | typeof RULE>(
    (value.byHand ? value.grade : null) ?? RULE,
  );
  const [reason, setReason] = useState('');
  const set = useCommand(api.customerValue.set);
  const send = () =>
    set.mutate(
      {
        params: { id: customer.id },
        body: {
          version: customer.version,
          reason: reason.trim(),
          ...(choice === RULE ? { byHand: false } : { byHand: true, grade: choice }),
        },
      },
      { onSuccess: () => setReason('') },
    );
  return (
    <Section title={t('value.say')}>
      <div className="stack">
        <Segmented<ValueGrade | typeof RULE>
          aria-label={t('value.say')}
          value={choice}
          options={[
            ...valueGrades.map((one) => ({ value: one, label: one })),
            { value: RULE, label: t('value.toRule') },
          ]}
          onChange={setChoice}
        />
        <Input
          aria-label={t('value.reason')}
          placeholder={t('value.reason')}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={() => reason.trim() !== '' && send()}
        />
        {set.error && <Alert type="error" showIcon role="alert" title={problem(set.error)} />}
        <div className="line">
          <Button
            type="primary"
            disabled={reason.trim() === ''}
            loading={set.isPending}
            onClick={send}
          >
            {t('common.save')}
          </Button>
          <span className="soft">{t('value.sayWhy')}</span>
        </div>
      </div>
    </Section>
  );
}
