import { fen, formatFen } from '@xinhang/shared/money.ts';
import {
  footOf,
  columnsOn,
  headFieldsOf,
  LINE_HEIGHT,
  NUMBER_WIDTH,
  pagesOf,
  paperSizes,
  type PrintedColumn,
  type PrintedDocument,
  type PrintPage,
} from '@xinhang/shared/print-pages.ts';
import type { PrintLayout } from '@xinhang/shared/print-templates.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { rmbCapitals } from '@xinhang/shared/rmb-capitals.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import { useText } from '../../i18n/i18n.ts';
import './doc-sheet.css';

interface Props {
  doc: PrintedDocument;
  layout: PrintLayout;
  company: string;
  /** Which print of it this is. */
  count: number;
  by: string;
}

const sumText = ({ type }: PrintedColumn, value: number) =>
  type === 'amount' ? formatFen(fen(value)) : formatE4(qtyE4(value));

/** The pages of a document, as they come out of the printer. */
export function DocSheets(props: Props) {
  const { doc, layout } = props;
  const { language } = useText();
  const columns = columnsOn(doc, layout, ({ words }) => words[language]);
  return (
    <>
      {pagesOf(doc, layout, columns).map((page) => (
        <Sheet
          key={`${page.copy}-${page.number}`}
          {...props}
          page={page}
          columns={columns}
          language={language}
        />
      ))}
    </>
  );
}

interface SheetProps extends Props {
  page: PrintPage;
  columns: readonly PrintedColumn[];
  language: Language;
}

function Sheet(props: SheetProps) {
  const { layout, company, page } = props;
  const { width, height, across, down } = paperSizes[layout.paper];
  return (
    <section
      className={`doc-sheet doc-sheet-${layout.paper}`}
      style={{
        width: `${width}mm`,
        height: `${height}mm`,
        padding: `${down}mm ${across}mm`,
        fontSize: `${layout.fontSize}pt`,
        lineHeight: LINE_HEIGHT,
      }}
    >
      <header className="doc-sheet-title">
        <strong>{company}</strong>
        <strong>{layout.title}</strong>
      </header>
      {layout.subtitle !== '' && <div className="doc-sheet-subtitle">{layout.subtitle}</div>}
      <HeadFields {...props} />
      <Lines {...props} />
      {page.totals && layout.note !== '' && <p className="doc-sheet-note">{layout.note}</p>}
      <span className="spring" />
      <div className="doc-sheet-sign">
        {footOf(layout.foot, props.doc).map((who) => (
          <span key={who}>{who}</span>
        ))}
      </div>
      <Foot {...props} />
    </section>
  );
}

function HeadFields({ doc, layout, language }: SheetProps) {
  return (
    <div className="doc-sheet-head">
      {headFieldsOf(doc, layout).map(({ key, words, text, wide }) => (
        <span key={key} className={wide ? 'doc-sheet-wide' : ''}>
          {words[language]}：{text}
        </span>
      ))}
    </div>
  );
}

function Lines({ layout, columns, page, language }: SheetProps) {
  const { t } = useText();
  const whole = columns.reduce((sum, column) => sum + column.width, NUMBER_WIDTH);
  const share = (width: number) => ({ width: `${(width / whole) * 100}%` });
  const end = ({ type }: PrintedColumn) => (type === 'text' ? '' : 'doc-sheet-end');
  const row = (label: string, sums: Readonly<Record<string, number>>) => (
    <tr className="doc-sheet-sum">
      <td />
      {columns.map((column, at) => {
        const sum = sums[column.key];
        return (
          <td key={column.key} className={end(column)}>
            {sum !== undefined ? sumText(column, sum) : at === 0 ? label : ''}
          </td>
        );
      })}
    </tr>
  );
  const amount = page.totals?.['amount'];
  return (
    <table className="doc-sheet-lines">
      <colgroup>
        <col style={share(NUMBER_WIDTH)} />
        {columns.map(({ key, width }) => (
          <col key={key} style={share(width)} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th>{t('prints.number')}</th>
          {columns.map((column) => (
            <th key={column.key} className={end(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {page.lines.map(({ at, line, height }) => (
          <tr key={at} style={{ height: `${height}mm` }}>
            <td>{at}</td>
            {columns.map((column) => (
              <td key={column.key} className={end(column)}>
                {line.texts[column.key] ?? ''}
              </td>
            ))}
          </tr>
        ))}
        {page.subtotals && row(t('prints.subtotal'), page.subtotals)}
        {page.totals && row(t('prints.total'), page.totals)}
        {layout.capitals && amount !== undefined && (
          <tr className="doc-sheet-sum">
            <td colSpan={columns.length + 1}>
              {t('prints.capitals')}：{rmbCapitals(fen(amount))}
              {language === 'en' && ` (¥${formatFen(fen(amount))})`}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Foot({ layout, page, count, by }: SheetProps) {
  const { t } = useText();
  const copies = layout.carbon
    ? layout.copies.map((name, at) => `${t('prints.nthCopy', { n: at + 1 })} ${name}`).join('　')
    : page.copy;
  return (
    <footer className="doc-sheet-foot">
      <span>{copies}</span>
      <span className="spring" />
      {layout.counts && <span>{t('prints.nth', { n: count })}</span>}
      <span>{by}</span>
      <span>{t('prints.page', { n: page.number, of: page.of })}</span>
    </footer>
  );
}
