import { api } from '@xinhang/shared/contract/api.ts';
import type { PriceAdjustment } from '@xinhang/shared/price-adjustments.ts';
import type { ReactNode } from 'react';
import { useCommand } from '../../app/query.ts';
import { DocumentFrame } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { AdjustmentHead } from './adjustment-head.tsx';
import {
  adjusted,
  blankLine,
  bodyLines,
  draftOf,
  emptyAdjustment,
  type AdjustDraft,
  type AdjustLine,
} from './adjustment-line.ts';
import { isBeyond, useAdjustColumns } from './use-adjust-columns.ts';
import { useProposals, whomOf } from './use-proposals.ts';

interface Props {
  /** Null: one that is begun. */
  sheet: PriceAdjustment | null;
  /** Beside the buttons. */
  actions?: ReactNode;
  onSaved: (sheet: PriceAdjustment) => void;
}

/** A sheet, as it is written or as it was released. */
export function AdjustmentEditor({ sheet, actions, onSaved }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const document = useDocument<PriceAdjustment, AdjustDraft>({
    name: 'priceAdjustment',
    doc: sheet,
    begin: () => emptyAdjustment(today),
    draftOf,
  });
  const { now, value, put } = document;
  const editable = now === null || now.can.update;
  const columns = useAdjustColumns();
  const proposals = useProposals(document, editable);
  const create = useCommand(api.priceAdjustments.create, { form: true });
  const update = useCommand(api.priceAdjustments.update);
  const submit = useCommand(api.priceAdjustments.submit);
  const commands = useDocumentCommands(document, {
    editable,
    missing: (draft) => {
      const n = draft.lines.filter((line) => line.product === null).length;
      if (n > 0) return t('doc.stillUnmatched', { n });
      if (draft.name.trim() === '') return t('adjust.nameFirst');
      return whomOf(draft) ? null : t('adjust.whomFirst');
    },
    save: ({ lines, scope, region, levelId, customer, value: by, ...head }, saved) => {
      const body = { ...head, value: by ?? 0, lines: bodyLines(lines) };
      return saved === null
        ? create.mutateAsync({
            body: { ...body, scope, region, levelId, customerId: customer?.id ?? null },
          })
        : update.mutateAsync({
            params: { id: saved.id },
            body: { version: saved.version, ...body },
          });
    },
    confirm: ({ id, version }) => submit.mutateAsync({ params: { id }, body: { version } }),
    confirmed: ({ no, state }) =>
      t(state === 'released' ? 'adjust.releasedNow' : 'adjust.submitted', { no }),
    onSaved,
  });
  const { marks, texts } = useRefusals(commands.error, value.lines, columns);
  const beyond = value.lines.filter(isBeyond).length;
  const rises = value.lines.filter(
    (line) => line.oldPriceE4 !== null && (line.newPriceE4 ?? 0) > line.oldPriceE4,
  ).length;
  const cuts = value.lines.filter(
    (line) =>
      line.oldPriceE4 !== null && line.newPriceE4 !== null && line.newPriceE4 < line.oldPriceE4,
  ).length;
  return (
    <DocumentFrame
      head={
        <AdjustmentHead
          value={value}
          editable={editable}
          fresh={now === null}
          marks={marks}
          onChange={put}
          onReckon={() => put({ lines: value.lines.map((line) => adjusted(line, value)) })}
          onCategory={(categoryId) => void proposals.addCategory(categoryId)}
        />
      }
      lines={
        <LineGrid<AdjustLine>
          label={t('adjust.lines')}
          columns={columns}
          lines={value.lines}
          editable={editable}
          blank={blankLine}
          pastes={['newPriceE4']}
          marks={marks}
          onChange={(lines) => put({ lines })}
        />
      }
      strip={
        beyond > 0 ? (
          <span className="danger">{t('adjust.beyond', { n: beyond })}</span>
        ) : editable ? (
          t('adjust.strip')
        ) : null
      }
      totals={[
        { label: t('order.lineCount'), text: String(value.lines.length) },
        { label: t('adjust.rises'), text: String(rises) },
        { label: t('adjust.cuts'), text: String(cuts) },
      ]}
      effect={editable ? t('adjust.effectOf') : null}
      refusals={texts}
      {...commands.frame}
      confirmText={t('adjust.submit')}
      actions={actions}
    />
  );
}
