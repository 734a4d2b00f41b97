import { totalOf } from '@xinhang/shared/appraisal-rules.ts';
import type { Sheet } from '@xinhang/shared/appraisals.ts';
import type { PostedMetric } from '@xinhang/shared/performance.ts';
import { Link } from '@tanstack/react-router';
import { InputNumber } from 'antd';
import { useState } from 'react';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { BehindButton } from '../../form/behind-button.tsx';
import { LedgerDrawer, type Behind } from '../../form/ledger-drawer.tsx';
import { GrowingText } from '../../ui/growing-text.tsx';
import { points, shownFigure, useFigureWords } from './figure-words.ts';

export interface Entry {
  /** Points. */
  score: number | null;
  note: string;
}
export type Entries = Readonly<Record<string, Entry>>;
export type Writer = 'self' | 'head';
type Item = Sheet['items'][number];

interface Props {
  sheet: Sheet;
  /** Whose column is written in now. */
  writer: Writer | null;
  entries: Entries;
  onEntry: (key: string, entry: Entry) => void;
}

/** What is measured, what came out, and what both say of it. */
export function SheetItems({ sheet, writer, entries, onEntry }: Props) {
  const { t } = useText();
  /** Of what is being written: none before everything is scored. */
  const total = (who: Writer) =>
    Object.values(entries).some(({ score }) => score === null)
      ? null
      : totalOf(
          sheet.items.map((item) => {
            const entry = writer === who ? entries[item.indicator.key] : undefined;
            const given =
              entry?.score === undefined || entry.score === null ? null : entry.score * 100;
            const known = who === 'self' ? item.selfScore : item.headScore;
            const score = item.indicator.kind === 'manual' && writer === who ? given : known;
            return { weight: item.indicator.weight, score };
          }),
        );
  return (
    <table className="plain-table appraisal-items">
      <thead>
        <tr>
          <th>{t('appraisal.indicator')}</th>
          <th className="number">{t('appraisal.weight')}</th>
          <th>{t('appraisal.figureOf')}</th>
          <th>{t('appraisal.selfScore')}</th>
          <th>{t('appraisal.headScore')}</th>
        </tr>
      </thead>
      <tbody>
        {sheet.items.map((item) => (
          <tr key={item.indicator.key}>
            <td>
              {item.indicator.name}
              {item.indicator.kind === 'manual' && item.indicator.note !== '' && (
                <div className="soft">{item.indicator.note}</div>
              )}
            </td>
            <td className="number">{item.indicator.weight}%</td>
            <td>
              <Figure sheet={sheet} item={item} />
            </td>
            {(['self', 'head'] as const).map((who) => (
              <td key={who} className="appraisal-given">
                <Given
                  item={item}
                  who={who}
                  entry={writer === who ? entries[item.indicator.key] : undefined}
                  onEntry={(entry) => onEntry(item.indicator.key, entry)}
                />
              </td>
            ))}
          </tr>
        ))}
        <tr className="plain-total">
          <td>{t('deal.total')}</td>
          <td className="number">100%</td>
          <td />
          <td>{points(sheet.selfTotal ?? (writer === 'self' ? total('self') : null))}</td>
          <td>
            {points(sheet.total ?? (writer === 'head' ? total('head') : null))} {sheet.grade}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** What was counted, with the way to the records behind it, and what is asked. */
function Figure({ sheet, item }: { sheet: Sheet; item: Item }) {
  const { t } = useText();
  const words = useFigureWords();
  const { indicator, facts, figure, asked } = item;
  if (indicator.kind === 'manual') return null;
  const shown =
    figure === null || !facts ? t('appraisal.noFigure') : shownFigure(figure, facts.unit);
  return (
    <>
      <Records sheet={sheet} figure={indicator.figure}>
        {shown}
      </Records>
      {asked && facts && <div className="soft">{words.asked(asked, facts)}</div>}
    </>
  );
}

const talkTypes = { followUps: undefined, calls: ['call'], visits: ['visit'] } as const;
const dealStates = { wonDeals: ['won'], winRate: ['won', 'lost'] } as const;
/** By shares and by who did it then: no list of deals or orders comes to the same. */
const credited = {
  wonFen: 'won',
  orderedFen: 'ordered',
  deliveredFen: 'delivered',
  receivedFen: 'received',
} as const;

/** The list behind a figure, as the reader may see it now. */
function Records(props: { sheet: Sheet; figure: string; children: string }) {
  const { sheet, figure, children } = props;
  const [talks, deals] = [useMay('followUps.read'), useMay('deals.read')];
  const [customers, results] = [useMay('customers.read'), useMay('performance.read')];
  const { from, to, person } = sheet;
  if (results && figure in credited) {
    const metric = credited[figure as keyof typeof credited];
    return <Credited {...{ from, to, person, metric }}>{children}</Credited>;
  }
  if (talks && figure in talkTypes) {
    const type = talkTypes[figure as keyof typeof talkTypes];
    return (
      <Link
        to="/follow-ups"
        search={{ authorId: [person.id], from, to, ...(type && { type: [...type] }) }}
      >
        {children}
      </Link>
    );
  }
  if (customers && figure === 'newCustomers') {
    const search = { registeredById: [person.id], createdFrom: from, createdTo: to };
    return (
      <Link to="/customers" search={search}>
        {children}
      </Link>
    );
  }
  if (deals && figure in dealStates) {
    const state = [...dealStates[figure as keyof typeof dealStates]];
    const search = { view: 'all', ownerId: [person.id], closedFrom: from, closedTo: to } as const;
    return (
      <Link to="/deals" search={{ ...search, ownerId: [...search.ownerId], state }}>
        {children}
      </Link>
    );
  }
  return <>{children}</>;
}

interface CreditedProps extends Pick<Sheet, 'from' | 'to' | 'person'> {
  metric: PostedMetric;
  children: string;
}

/** What is credited to somebody, with the documents and shares of which it is the sum. */
function Credited({ from, to, person, metric, children }: CreditedProps) {
  const { t } = useText();
  const [behind, setBehind] = useState<Behind | null>(null);
  const node = { kind: 'user' as const, id: person.id, name: person.name };
  return (
    <>
      <BehindButton
        name={`${person.name} ${t(`metric.${metric}`)}`}
        text={children}
        onOpen={() => setBehind({ node, from, to, metric, goods: null })}
      />
      <LedgerDrawer behind={behind} onClose={() => setBehind(null)} />
    </>
  );
}

interface GivenProps {
  item: Item;
  who: Writer;
  /** There while it is written. */
  entry: Entry | undefined;
  onEntry: (entry: Entry) => void;
}

function Given({ item, who, entry, onEntry }: GivenProps) {
  const { t } = useText();
  const { indicator } = item;
  const [score, note] =
    who === 'self' ? [item.selfScore, item.selfNote] : [item.headScore, item.headNote];
  if (!entry || indicator.kind === 'auto') {
    return (
      <>
        {points(score)}
        {note !== '' && <div className="soft appraisal-text">{note}</div>}
      </>
    );
  }
  const label = `${indicator.name} ${t(who === 'self' ? 'appraisal.selfScore' : 'appraisal.headScore')}`;
  return (
    <div className="stack">
      <InputNumber<number>
        min={0}
        max={100}
        step={1}
        precision={1}
        aria-label={label}
        value={entry.score}
        onChange={(value) => onEntry({ ...entry, score: value })}
      />
      <GrowingText
        minRows={1}
        maxRows={6}
        maxLength={500}
        aria-label={`${label} ${t('appraisal.note')}`}
        placeholder={t('appraisal.note')}
        value={entry.note}
        onChange={(event) => onEntry({ ...entry, note: event.target.value })}
      />
    </div>
  );
}
