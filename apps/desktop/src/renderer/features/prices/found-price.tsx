import './prices.css';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { PriceRule, ResolvedLine } from '@xinhang/shared/prices.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { RecordColumns } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { shownPrice, usePriceWords } from './price-words.ts';

interface Props {
  line: ResolvedLine;
  unit: string;
  /** Of the customer, where one is chosen. */
  of: { region: string | null; level: NameRef | null } | null;
}

/** The price that counts with its reason and limits, and beside it what else would apply. */
export function FoundPrice({ line, unit, of }: Props) {
  const { t } = useText();
  const words = usePriceWords();
  const { price, last, others } = line;
  return (
    <RecordColumns
      main={
        <>
          <Section title={t('price.found')}>
            {price ? (
              <>
                <p className="price-found">
                  ¥{shownPrice(price.grossE4)}
                  <span className="soft">
                    {' '}
                    / {unit} · {t('price.basis.gross')}
                  </span>
                </p>
                <p>{t('price.because', { rule: reasonOf(price.rule, words, t) })}</p>
              </>
            ) : (
              <p>{t('price.noPrice')}</p>
            )}
          </Section>
          <Section title={t('price.others')}>
            {others.length === 0 ? (
              <span className="soft">{t('price.noOthers')}</span>
            ) : (
              <table className="plain-table">
                <thead>
                  <tr>
                    <th>{t('price.scopeKind')}</th>
                    <th>{t('price.what')}</th>
                    <th className="number">{t('price.qtyFrom')}</th>
                    <th className="number">{t('price.price')}</th>
                    <th>{t('price.dates')}</th>
                  </tr>
                </thead>
                <tbody>
                  {others.map((rule) => (
                    <tr key={rule.id}>
                      <td>
                        {t(`price.scope.${rule.scope}`)}
                        {rule.scope !== 'all' && ` · ${words.whom(rule)}`}
                      </td>
                      <td>{words.what(rule)}</td>
                      <td className="number">{words.from(rule)}</td>
                      <td className="number">
                        {words.says(rule)}
                        {rule.unit && ` / ${rule.unit.name}`}
                      </td>
                      <td>{words.dates(rule)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </Section>
        </>
      }
      side={
        <Section title={t('price.limits')}>
          <FactList
            none={<span className="soft">{t('common.none')}</span>}
            facts={[
              [t('price.basis.net'), price ? shownPrice(price.netE4) : ''],
              [t('price.floorNet'), price ? shownPrice(price.floorNetE4) : ''],
              [t('price.ceilingNet'), price ? shownPrice(price.ceilingNetE4) : ''],
              ...(of
                ? ([
                    [t('price.level'), of.level?.name ?? ''],
                    [t('price.scope.region'), of.region ?? ''],
                    [
                      t('price.last'),
                      last ? `${shownPrice(last.priceE4)} / ${last.unit.name} · ${last.on}` : '',
                    ],
                  ] as const)
                : []),
            ]}
          />
          {last?.route && <Link to={last.route as '/'}>{last.source}</Link>}
        </Section>
      }
    />
  );
}

/** Which rule it is, in one line. */
function reasonOf(
  rule: PriceRule,
  words: ReturnType<typeof usePriceWords>,
  t: ReturnType<typeof useText>['t'],
): string {
  return [
    `${t(`price.scope.${rule.scope}`)}${rule.scope === 'all' ? '' : ` ${words.whom(rule)}`}`,
    words.what(rule),
    `${words.says(rule)}${rule.unit ? ` / ${rule.unit.name}` : ''}`,
    words.from(rule),
    words.dates(rule),
  ]
    .filter(Boolean)
    .join(' · ');
}
