import { api } from '@xinhang/shared/contract/api.ts';
import type { MergeRow } from '@xinhang/shared/merges.ts';
import { App, Button } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { useMergeWords } from './merge-fields.ts';

/** Entries that became part of a customer, each with the way back. */
export function MergeLog({ customerId }: { customerId: number }) {
  const { t } = useText();
  const dates = useDates();
  const found = useEndpoint(api.merges.list, { params: { id: customerId } });
  const { ask, busy } = useUndo();
  return (
    <Section title={t('merge.log')}>
      <Loaded found={found}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="soft">{t('merge.noLog')}</p>
          ) : (
            <ul className="merge-log">
              {rows.map((row) => (
                <li key={row.id} className="line">
                  <span>{row.other.name || t('merge.hidden')}</span>
                  <span className="soft">
                    {row.by?.name} {dates.time(row.at)}
                  </span>
                  <span className="spring" />
                  {row.undone ? (
                    <span className="soft">
                      {t('merge.undone', {
                        name: row.undone.by?.name ?? '',
                        time: dates.time(row.undone.at),
                      })}
                    </span>
                  ) : (
                    <Button size="small" loading={busy} onClick={() => ask(row)}>
                      {t('merge.undo')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

function useUndo() {
  const { t } = useText();
  const refusal = useProblemText();
  const { labelOfField } = useMergeWords();
  const { message, modal } = App.useApp();
  const undo = useCommand(api.merges.undo);
  const run = async (row: MergeRow) => {
    try {
      const { keptFields, goneRows, pooled, other } = await undo.mutateAsync({
        params: { id: row.id },
      });
      const fields = keptFields.map(labelOfField).join(comma());
      const words = [
        fields === '' ? t('merge.undoneAll') : t('merge.undoneKept', { fields }),
        ...(goneRows > 0 ? [t('merge.undoneGone', { n: goneRows })] : []),
        ...(pooled ? [t('merge.undonePool', { name: other.name })] : []),
      ];
      void message.success({ content: words.join(' '), duration: 8 });
    } catch (error) {
      void message.error(refusal(error as Error));
    }
  };
  const ask = (row: MergeRow) =>
    void modal.confirm({
      title: t('merge.undoAsk', { name: row.other.name || t('merge.hidden') }),
      content: t('merge.undoWhat'),
      okText: t('merge.undo'),
      onOk: () => run(row),
    });
  return { ask, busy: undo.isPending };
}
