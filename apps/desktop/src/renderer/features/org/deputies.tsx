import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { LoadError } from '../../ui/load-error.tsx';
import { Section } from '../../ui/section.tsx';

/** Who decides on approvals while the person is away, and for whom the person does. */
export function Deputies() {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const me = useMe();
  const found = useEndpoint(api.approvals.listDelegations, {});
  const end = useCommand(api.approvals.endDelegation);
  const rows = found.data?.rows ?? [];
  return (
    <Section title={t('deputy.title')}>
      <p className="soft own-why">{t('deputy.why')}</p>
      {found.error && <LoadError error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && rows.length === 0 && <p className="soft">{t('deputy.none')}</p>}
      {rows.map((row) => {
        const own = row.from.id === me.user.id;
        const values = { from: row.fromOn, to: row.toOn };
        return (
          <div key={row.id} className="line">
            <span>
              {own
                ? t('deputy.line', { name: row.to.name, ...values })
                : t('deputy.forOthers', { name: row.from.name, ...values })}
            </span>
            {row.endable && (
              <Button
                type="link"
                size="small"
                aria-label={`${t('deputy.end')} ${row.to.name}`}
                onClick={() =>
                  end.mutate(
                    { params: { id: row.id } },
                    { onError: (error) => void message.error(words(error)) },
                  )
                }
              >
                {t('deputy.end')}
              </Button>
            )}
          </div>
        );
      })}
      <NewDeputy />
    </Section>
  );
}

function NewDeputy() {
  const { t } = useText();
  const words = useProblemText();
  const { company } = useMe();
  const create = useCommand(api.approvals.createDelegation);
  const [people, setPeople] = useState<NameRef[]>([]);
  const [fromOn, setFrom] = useState<string | null>(company.today);
  const [toOn, setTo] = useState<string | null>(null);
  const person = people[0];
  const ready = person !== undefined && fromOn !== null && toOn !== null;
  const save = () => {
    if (!ready) return;
    create.mutate(
      { body: { toUserId: person.id, fromOn, toOn, note: '' } },
      {
        onSuccess: () => {
          setPeople([]);
          setTo(null);
        },
      },
    );
  };
  return (
    <div className="stack own-look">
      <UserPicker single label={t('deputy.who')} value={people} onChange={setPeople} />
      <div className="line">
        <DateField
          label={t('deputy.from')}
          today={company.today}
          from={company.today}
          value={fromOn}
          onChange={setFrom}
        />
        <DateField
          label={t('deputy.to')}
          today={company.today}
          from={fromOn ?? company.today}
          value={toOn}
          onChange={setTo}
        />
        <Button disabled={!ready} loading={create.isPending} onClick={save}>
          {t('deputy.add')}
        </Button>
      </div>
      {create.error && <Alert type="error" showIcon role="alert" title={words(create.error)} />}
    </div>
  );
}
