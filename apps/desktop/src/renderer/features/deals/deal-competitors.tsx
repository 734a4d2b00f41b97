import { DeleteOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import { Alert, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { MoneyField } from '../../form/money-field.tsx';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { money } from './deal-words.ts';
import { EditSection } from './edit-section.tsx';
import { useEdit } from './use-edit.ts';

type Rival = Deal['competitors'][number];

/** Who else is after this business, what they ask for it, and what is known of them (S75). */
export function DealCompetitors({ deal }: { deal: Deal }) {
  const { t } = useText();
  const edit = useEdit<Rival[]>(deal, () => deal.competitors);
  const { draft } = edit;
  const wrong = draft?.some(({ priceFen }) => !isReckoned(priceFen));
  return (
    <>
      <EditSection
        {...edit.section}
        title={t('deal.competitors')}
        wrong={wrong ? t('deal.noAmount') : undefined}
        onSave={() =>
          draft &&
          edit.save({
            competitors: draft.map(({ competitor, priceFen, note }) => ({
              competitorId: competitor.id,
              priceFen,
              note: note.trim(),
            })),
          })
        }
        editor={draft && <Editor value={draft} onChange={edit.change} />}
        view={
          deal.competitors.length === 0 ? (
            <span className="soft">{t('deal.noCompetitors')}</span>
          ) : (
            <ul className="deal-people">
              {deal.competitors.map(({ competitor, priceFen, note }) => (
                <li key={competitor.id}>
                  <div className="card-pair">
                    <strong>{competitor.name}</strong>
                    <span className={priceFen === null ? 'soft' : ''}>
                      {priceFen === null ? t('deal.priceUnknown') : money(priceFen)}
                    </span>
                  </div>
                  {note !== '' && <div className="entry-text soft">{note}</div>}
                </li>
              ))}
            </ul>
          )
        }
      />
      {edit.dialog}
    </>
  );
}

interface EditorProps {
  value: readonly Rival[];
  onChange: (rivals: Rival[]) => void;
}

function Editor({ value, onChange }: EditorProps) {
  const { t } = useText();
  const change = (at: number, part: Partial<Rival>) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <div className="stack">
      {value.map(({ competitor, priceFen, note }, at) => (
        <div key={competitor.id} className="deal-rival">
          <strong>{competitor.name}</strong>
          <MoneyField
            label={`${t('deal.theirPrice')} ${competitor.name}`}
            placeholder={t('deal.theirPrice')}
            value={priceFen}
            onChange={(price) => change(at, { priceFen: price })}
          />
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={`${t('common.remove')} ${competitor.name}`}
            onClick={() => onChange(value.filter((_, index) => index !== at))}
          />
          <Input
            maxLength={500}
            aria-label={`${t('deal.note')} ${competitor.name}`}
            placeholder={t('deal.note')}
            value={note}
            onChange={(event) => change(at, { note: event.target.value })}
          />
        </div>
      ))}
      <AddRival
        taken={value.map((one) => one.competitor.id)}
        autoFocus={value.length === 0}
        onAdd={(competitor) => onChange([...value, { competitor, priceFen: null, note: '' }])}
      />
    </div>
  );
}

interface AddProps {
  taken: readonly number[];
  autoFocus: boolean;
  onAdd: (competitor: NameRef) => void;
}

/** Stands for the name that was typed, as the last of what is offered. */
const NEW = 0;

/** One of the known competitors, or a new one by the name that was typed. */
function AddRival({ taken, autoFocus, onAdd }: AddProps) {
  const { t } = useText();
  const words = useProblemText();
  const found = useEndpoint(api.pipelines.listCompetitors, {});
  const create = useCommand(api.pipelines.createCompetitor);
  const [text, setText] = useState('');
  const all = found.data?.rows ?? [];
  const offered = all.filter((row) => row.active && !taken.includes(row.id));
  const typed = text.trim();
  const isNew = found.data && typed !== '' && !all.some((row) => row.name === typed);
  const add = ({ id, name }: NameRef) => {
    setText('');
    onAdd({ id, name });
  };
  return (
    <>
      <Select<number, { value: number; label: string }>
        autoFocus={autoFocus}
        showSearch={{
          searchValue: text,
          onSearch: setText,
          filterOption: (input, option) =>
            option?.value === NEW ||
            option?.label.toLowerCase().includes(input.trim().toLowerCase()) === true,
        }}
        aria-label={t('deal.addCompetitor')}
        placeholder={t('deal.addCompetitor')}
        value={null as unknown as number}
        loading={found.isPending || create.isPending}
        notFoundContent={t('deal.typeCompetitor')}
        options={[
          ...offered.map(({ id, name }) => ({ value: id, label: name })),
          ...(isNew ? [{ value: NEW, label: t('competitor.newNamed', { name: typed }) }] : []),
        ]}
        onChange={(id) => {
          const chosen = offered.find((row) => row.id === id);
          if (chosen) add(chosen);
          else if (!create.isPending) {
            create.mutate({ body: { name: typed } }, { onSuccess: add });
          }
        }}
      />
      {create.error && <Alert type="error" showIcon role="alert" title={words(create.error)} />}
    </>
  );
}
