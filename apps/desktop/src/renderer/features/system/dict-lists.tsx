import { api } from '@xinhang/shared/contract/api.ts';
import { dictKinds, type DictItem } from '@xinhang/shared/settings.ts';
import { App, Switch } from 'antd';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useReadyNames } from '../../i18n/ready-names.ts';
import { Unread } from '../../ui/loaded.tsx';
import { MoveButtons } from '../../ui/move-buttons.tsx';
import { Section } from '../../ui/section.tsx';
import { AddLine } from './add-line.tsx';

type Kind = (typeof dictKinds)[number];

/** The company's own words for industry, region and source, side by side. */
export function DictLists() {
  const { t } = useText();
  const found = useEndpoint(api.settings.listDicts, {});
  if (!found.data) return <Unread found={found} />;
  const { rows } = found.data;
  return (
    <>
      <p className="soft own-why">{t('dict.why')}</p>
      <div className="dict-columns">
        {dictKinds.map((kind) => (
          <DictList
            key={kind}
            kind={kind}
            rows={rows.filter((row) => row.kind === kind).toSorted((a, b) => a.sort - b.sort)}
          />
        ))}
      </div>
    </>
  );
}

function DictList({ kind, rows }: { kind: Kind; rows: DictItem[] }) {
  const { t } = useText();
  const { word } = useReadyNames();
  const words = useRefusalText();
  const { message } = App.useApp();
  const create = useCommand(api.settings.createDict);
  const update = useCommand(api.settings.updateDict);
  const onError = (error: Error) => void message.error(words(error));
  const change = ({ id, version }: DictItem, part: { sort?: number; active?: boolean }) =>
    update.mutateAsync({ params: { id }, body: { version, ...part } });
  /** Every word takes its place in the list as its number, so that equal numbers are mended too. */
  const move = async (from: number, to: number) => {
    const next = [...rows];
    const [moved] = next.splice(from, 1);
    next.splice(to, 0, moved!);
    try {
      for (const [at, row] of next.entries()) {
        if (row.sort !== at + 1) await change(row, { sort: at + 1 });
      }
    } catch (error) {
      onError(error as Error);
    }
  };
  return (
    <Section title={t(`dict.${kind}`)}>
      <AddLine
        label={`${t('dict.add')} ${t(`dict.${kind}`)}`}
        maxLength={60}
        saving={create.isPending}
        error={create.error}
        onAdd={(label, done) =>
          create.mutate(
            { body: { kind, label, sort: Math.min(9999, (rows.at(-1)?.sort ?? 0) + 1) } },
            { onSuccess: done },
          )
        }
      />
      {rows.length === 0 && <p className="soft">{t('dict.empty')}</p>}
      <ul className="word-list">
        {rows.map((row, at) => (
          <li key={row.id}>
            <span className={row.active ? 'word' : 'word soft dept-closed'}>
              {word(kind, row.label)}
            </span>
            <MoveButtons
              name={word(kind, row.label)}
              at={at}
              of={rows.length}
              disabled={update.isPending}
              onMove={(by) => void move(at, at + by)}
            />
            <Switch
              size="small"
              checked={row.active}
              aria-label={`${t('dict.on')} ${word(kind, row.label)}`}
              onChange={(active) => void change(row, { active }).catch(onError)}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}
