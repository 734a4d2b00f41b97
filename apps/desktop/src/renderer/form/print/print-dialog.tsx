import { api } from '@xinhang/shared/contract/api.ts';
import { printKinds } from '@xinhang/shared/print-kinds.ts';
import { paperSizes, type PrintedDocument } from '@xinhang/shared/print-pages.ts';
import { readyTemplates } from '@xinhang/shared/print-ready.ts';
import type { PrintLayout } from '@xinhang/shared/print-templates.ts';
import { App, Button, Checkbox, Modal, Select } from 'antd';
import { useState } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { z } from 'zod';
import { usePreference } from '../../app/preferences.ts';
import { printPage, savePdf, usePrinting } from '../../app/printing.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { DocSheets } from './doc-sheet.tsx';

/** Prints a document: the button beside its others, Ctrl+P on its page, or asked for already. */
export function PrintButton({ doc, asked = false }: { doc: PrintedDocument; asked?: boolean }) {
  const { t } = useText();
  const [open, setOpen] = useState(asked);
  useShortcut({ key: 'p', ctrl: true }, () => setOpen(true));
  return (
    <>
      <Button aria-keyshortcuts="Control+P" onClick={() => setOpen(true)}>
        {t('prints.print')}
      </Button>
      {open && <PrintDialog docs={[doc]} onClose={() => setOpen(false)} />}
    </>
  );
}

interface Choice {
  name: string;
  layout: PrintLayout;
}

/** The company’s own templates of a kind, the standard one first, and then those always there. */
function useTemplates(kind: PrintedDocument['kind']): Choice[] | null {
  const { language } = useText();
  const found = useEndpoint(api.printTemplates.list, {});
  if (!found.data) return null;
  const own = found.data.rows.filter((row) => row.kind === kind);
  return [
    ...own.toSorted((a, b) => Number(b.standard) - Number(a.standard)),
    ...readyTemplates(kind, language),
  ];
}

interface DialogProps {
  /** Of one kind, one after the other: a print, or a PDF, of all of them. */
  docs: readonly PrintedDocument[];
  onClose: () => void;
}

export function PrintDialog({ docs, onClose }: DialogProps) {
  const doc = docs[0]!;
  const { t } = useText();
  const { message } = App.useApp();
  const words = useProblemText();
  const { time } = useDates();
  const me = useMe();
  const templates = useTemplates(doc.kind);
  const [last, setLast] = usePreference(`print.${doc.kind}`, z.string().max(40), '');
  const [prices, setPrices] = useState<boolean | null>(null);
  const input = { params: { kind: doc.kind, docId: doc.id } };
  const printed = useEndpoint(api.printRuns.counted, input, { staleMs: 0 });
  const record = useCommand(api.printRuns.record);
  // As they were counted, while they are on their way to the printer.
  const [nths, setNths] = useState<readonly number[] | null>(null);
  const chosen = templates?.find(({ name }) => name === last) ?? templates?.[0];
  if (!chosen || !printed.data) return null;
  const layout = { ...chosen.layout, prices: prices ?? chosen.layout.prices };
  const many = docs.length > 1;
  const next = many ? 1 : printed.data.count + 1;
  const sheets = docs.map((one, at) => (
    <DocSheets
      key={one.id}
      doc={one}
      layout={layout}
      company={me.company.name}
      count={nths?.[at] ?? next}
      by={t('print.by', { date: me.company.today, name: me.user.name })}
    />
  ));
  const name = many ? `${chosen.layout.title} ${docs.length}` : doc.no || chosen.layout.title;
  const run = async (out: () => Promise<void>) => {
    const { width, height } = paperSizes[layout.paper];
    usePrinting.setState({ sizeMm: { width, height } });
    try {
      const counted: number[] = [];
      for (const { kind, id } of docs) {
        const body = { kind, docId: id, template: chosen.name };
        counted.push((await record.mutateAsync({ body })).count);
      }
      flushSync(() => setNths(counted));
      await out();
      onClose();
    } catch (error) {
      void message.error(words(error as Error));
    } finally {
      usePrinting.setState({ sizeMm: null });
    }
  };
  const newest = printed.data.last[0];
  return (
    <Modal
      open
      centered
      width={1000}
      title={t('prints.title', { no: name })}
      onCancel={onClose}
      footer={[
        <span key="count" className="soft print-count">
          {many
            ? ''
            : newest
              ? t('prints.before', {
                  n: printed.data.count,
                  who: newest.by.name,
                  at: time(newest.at),
                })
              : t('prints.never')}
        </span>,
        <Button key="cancel" onClick={onClose}>
          {t('common.cancel')}
        </Button>,
        ...(window.xinhang
          ? [
              <Button
                key="pdf"
                disabled={record.isPending}
                onClick={() => void run(() => savePdf(name))}
              >
                {t('print.pdf')}
              </Button>,
            ]
          : []),
        <Button
          key="print"
          type="primary"
          autoFocus
          loading={record.isPending}
          onClick={() => void run(printPage)}
        >
          {t('prints.print')}
        </Button>,
      ]}
    >
      <div className="print-choices">
        <Select
          aria-label={t('prints.template')}
          style={{ width: 260 }}
          value={chosen.name}
          options={templates!.map(({ name }) => ({ value: name, label: name }))}
          onChange={setLast}
        />
        {doc.priced && !printKinds[doc.kind].money && (
          <Checkbox checked={layout.prices} onChange={(event) => setPrices(event.target.checked)}>
            {t('prints.prices')}
          </Checkbox>
        )}
      </div>
      <div className="print-preview">{sheets}</div>
      {createPortal(<div className="doc-sheets">{sheets}</div>, document.body)}
    </Modal>
  );
}
