import type { Deal } from '@xinhang/shared/deals.ts';
import { formatE4, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { money, plainMoney } from './deal-words.ts';
import { EditSection } from './edit-section.tsx';
import { blankLine, wholeLines, type LineDraft } from './line-draft.ts';
import { LinesEditor } from './lines-editor.tsx';
import { useEdit } from './use-edit.ts';

/** Products of a deal with their amounts; their total is offered as the amount of the deal. */
export function DealLines({ deal }: { deal: Deal }) {
  const { t } = useText();
  const seesProducts = useMay('products.read');
  const edit = useEdit<LineDraft[]>(deal, () =>
    deal.lines.length > 0
      ? deal.lines.map(({ amountFen: _amount, unit: _unit, ...line }) => line)
      : [{ ...blankLine }],
  );
  const lines = edit.draft && wholeLines(edit.draft);
  const total = deal.lines.reduce((sum, line) => sum + line.amountFen, 0);
  return (
    <>
      <EditSection
        {...edit.section}
        title={t('deal.lines')}
        wrong={edit.draft && !lines ? t('deal.lineNotWhole') : undefined}
        onSave={() => lines && edit.save({ lines })}
        editor={edit.draft && <LinesEditor value={edit.draft} onChange={edit.change} />}
        view={
          deal.lines.length === 0 ? (
            <span className="soft">{t('deal.noLines')}</span>
          ) : (
            <table className="plain-table">
              <thead>
                <tr>
                  <th>{t('deal.product')}</th>
                  <th className="number">{t('deal.qty')}</th>
                  <th className="number">{t('deal.price')}</th>
                  <th className="number">{t('deal.amount')}</th>
                </tr>
              </thead>
              <tbody>
                {deal.lines.map((line, at) => (
                  // oxlint-disable-next-line react/no-array-index-key -- lines are read as a whole
                  <tr key={at}>
                    <td>
                      {line.productId === null || !seesProducts ? (
                        line.product
                      ) : (
                        <Link to="/products/$id" params={{ id: String(line.productId) }}>
                          {line.product}
                        </Link>
                      )}
                    </td>
                    <td className="number">
                      {formatE4(qtyE4(line.qtyE4))} {line.unit}
                    </td>
                    <td className="number">{formatE4(priceE4(line.priceE4), 2)}</td>
                    <td className="number">{plainMoney(line.amountFen)}</td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <td colSpan={3} className="soft">
                    {t('deal.total')}
                    {deal.amountFen !== null &&
                      deal.amountFen !== total &&
                      ` · ${t('deal.otherAmount', { amount: money(deal.amountFen) })}`}
                  </td>
                  <td className="number">
                    <strong>{money(total)}</strong>
                  </td>
                </tr>
              </tfoot>
            </table>
          )
        }
      />
      {edit.dialog}
    </>
  );
}
