import type { PrintedDocument } from '@xinhang/shared/print-pages.ts';
import { statementDoc } from '@xinhang/shared/statement-words.ts';
import type { WholeStatement } from '@xinhang/shared/statements.ts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { PrintButton, PrintDialog } from '../../form/print/print-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { money, moneyOrNone } from './money.ts';
import { partyOf, useStatementSide, type StatementSide } from './statement-side.ts';

type Language = Parameters<typeof statementDoc>[1];

/** A statement on paper, as it was when it was made. */
function printedOf(one: WholeStatement, side: StatementSide, language: Language): PrintedDocument {
  return {
    kind: side === 'ar' ? 'monthStatement' : 'supplierMonthStatement',
    id: one.id,
    no: one.no,
    head: {
      no: one.no,
      [side === 'ar' ? 'customer' : 'supplier']: partyOf(one).name,
      period: `${one.from} – ${one.to}`,
      opening: money(one.openingFen),
      closing: money(one.closingFen),
    },
    lines: one.items.map((row) => {
      const [owed, paid] = [Math.max(0, row.amountFen), Math.max(0, -row.amountFen)];
      return {
        texts: {
          date: row.businessDate,
          doc: statementDoc(row, language),
          no: row.docNo,
          due: owed > 0 ? row.dueDate : '',
          owed: moneyOrNone(owed),
          paid: moneyOrNone(paid),
          balance: money(row.balanceFen),
        },
        numbers: { owed, paid },
      };
    }),
    priced: true,
  };
}

export function StatementPrintButton({ doc }: { doc: WholeStatement }) {
  const { language } = useText();
  const { side } = useStatementSide();
  return <PrintButton doc={printedOf(doc, side, language)} />;
}

/** Many statements one after the other, in one print or one PDF. */
export function PrintStatements({ ids }: { ids: readonly number[] }) {
  const { t, language } = useText();
  const { side, endpoints } = useStatementSide();
  const words = useProblemText();
  const { message } = App.useApp();
  const [docs, setDocs] = useState<PrintedDocument[] | null>(null);
  const [reading, setReading] = useState(false);
  const read = async () => {
    setReading(true);
    try {
      const found: PrintedDocument[] = [];
      for (const id of ids) {
        const one = await client.call(endpoints.get, { params: { id } });
        found.push(printedOf(one, side, language));
      }
      setDocs(found);
    } catch (error) {
      void message.error(words(error as Error));
    } finally {
      setReading(false);
    }
  };
  return (
    <>
      <Button loading={reading} onClick={() => void read()}>
        {t('statement.printMany')}
      </Button>
      {docs && <PrintDialog docs={docs} onClose={() => setDocs(null)} />}
    </>
  );
}
