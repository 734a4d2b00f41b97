import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { formatE4, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { Button } from 'antd';
import { lineNameOf, ProductText } from '../../form/product-text.tsx';
import { ReckonedField } from '../../form/reckoned-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { money, plainMoney } from './deal-words.ts';
import { blankLine, lineAmount, linesTotal, type LineDraft } from './line-draft.ts';

interface Props {
  value?: readonly LineDraft[];
  onChange?: (lines: LineDraft[]) => void;
}

/** What is sold: product, quantity and price, a line each, with its amount and their total. */
export function LinesEditor({ value = [], onChange }: Props) {
  const { t } = useText();
  const change = (at: number, part: Partial<LineDraft>) =>
    onChange?.(value.map((line, index) => (index === at ? { ...line, ...part } : line)));
  return (
    <div className="stack">
      {value.length > 0 && (
        <div className="deal-lines" role="group" aria-label={t('deal.lines')}>
          <span className="soft">{t('deal.product')}</span>
          <span className="soft number">{t('deal.qty')}</span>
          <span className="soft number">{t('deal.price')}</span>
          <span className="soft number">{t('deal.amount')}</span>
          <span />
          {value.map((line, at) => (
            <LineRow
              // Lines have no id before they are saved, and only the last of them comes and goes.
              // oxlint-disable-next-line react/no-array-index-key
              key={at}
              no={at + 1}
              line={line}
              onChange={(part) => change(at, part)}
              onRemove={() => onChange?.(value.filter((_, index) => index !== at))}
            />
          ))}
        </div>
      )}
      <div className="line">
        <Button
          size="small"
          icon={<PlusOutlined />}
          onClick={() => onChange?.([...value, { ...blankLine }])}
        >
          {t('deal.addLine')}
        </Button>
        <span className="spring" />
        {value.length > 0 && (
          <span>
            <span className="soft">{t('deal.total')}</span>{' '}
            <strong>{money(linesTotal(value))}</strong>
          </span>
        )}
      </div>
    </div>
  );
}

interface RowProps {
  no: number;
  line: LineDraft;
  onChange: (part: Partial<LineDraft>) => void;
  onRemove: () => void;
}

function LineRow({ no, line, onChange, onRemove }: RowProps) {
  const { t } = useText();
  const named = (what: string) => `${what} ${no}`;
  return (
    <>
      <ProductText
        autoFocus={line.product === ''}
        label={named(t('deal.product'))}
        value={line.product}
        onText={(product) => onChange({ product, productId: null, unitId: null })}
        onProduct={(chosen) =>
          onChange({
            product: lineNameOf(chosen),
            productId: chosen.id,
            unitId: chosen.unit.id,
          })
        }
      />
      <ReckonedField
        label={named(t('deal.qty'))}
        decimals={4}
        show={(quantity) => formatE4(qtyE4(quantity))}
        value={line.qtyE4}
        onChange={(quantity) => onChange({ qtyE4: quantity })}
      />
      <ReckonedField
        label={named(t('deal.price'))}
        decimals={4}
        show={(price) => formatE4(priceE4(price), 2)}
        value={line.priceE4}
        onChange={(price) => onChange({ priceE4: price })}
      />
      <span className="number">{plainMoney(lineAmount(line))}</span>
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        aria-label={named(t('common.remove'))}
        onClick={onRemove}
      />
    </>
  );
}
