import { api } from '@xinhang/shared/contract/api.ts';
import {
  homePartSchemas,
  wholeHome,
  type DeptHome,
  type HomePart as Part,
  type WholeHome,
} from '@xinhang/shared/dept-homes.ts';
import { Alert, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useDraft, useKeptDraft } from '../../form/drafts.ts';
import { comma, useText } from '../../i18n/i18n.ts';

interface Props<K extends Part> {
  home: DeptHome;
  part: K;
  why: string;
  /** Reads the home anew when somebody else was faster. */
  reread: () => void;
  children: (value: WholeHome[K], change: (value: WholeHome[K]) => void) => ReactNode;
}

/** One part of a home: from where it comes, and what is changed of it until it is saved. */
export function HomePart<K extends Part>({ home, part, why, reread, children }: Props<K>) {
  const { t } = useText();
  const words = useProblemText();
  const name = `deptHome.${home.dept.id}.${part}`;
  const draft = useDraft<{ value: WholeHome[K] }>(name);
  const [edited, setEdited] = useState<WholeHome[K] | null>(() => {
    // What an older release kept may fit no more.
    const kept = homePartSchemas[part].safeParse(draft.read().value);
    return kept.success ? (kept.data as WholeHome[K]) : null;
  });
  useKeptDraft(name, edited === null ? null : { value: edited });
  const update = useCommand(api.org.updateDeptHome);
  const held = wholeHome(home.models, {
    ...home.above,
    ...(home.own[part] !== null && { [part]: home.own[part] }),
  });
  const send = (value: WholeHome[K] | null) =>
    update.mutate(
      { params: { id: home.dept.id }, body: { version: home.version, [part]: value } },
      { onSuccess: () => setEdited(null), onError: reread },
    );
  const own = home.own[part] !== null;
  return (
    <div className="stack home-part">
      <p className="soft">{why}</p>
      <div className="line home-bar">
        <span>
          {t('home.from')}
          <strong>{useSource(home, part)}</strong>
        </span>
        {own && (
          <Button size="small" disabled={update.isPending} onClick={() => send(null)}>
            {home.aboveFrom[part]
              ? t('home.resetToDept', { name: home.aboveFrom[part].name })
              : t('home.reset')}
          </Button>
        )}
        <span className="spring" />
        {edited !== null && (
          <Button disabled={update.isPending} onClick={() => setEdited(null)}>
            {t('home.discard')}
          </Button>
        )}
        <Button
          type="primary"
          disabled={edited === null}
          loading={update.isPending}
          onClick={() => send(edited)}
        >
          {t('common.save')}
        </Button>
      </div>
      {update.error && <Alert type="error" showIcon role="alert" title={words(update.error)} />}
      {children(edited ?? held[part], setEdited)}
    </div>
  );
}

function useSource({ own, aboveFrom, models }: DeptHome, part: Part): string {
  const { t } = useText();
  if (own[part] !== null) return t('home.own');
  const from = aboveFrom[part];
  if (from) return t('home.above', { name: from.name });
  return t('home.preset', { models: models.map((one) => t(`model.${one}`)).join(comma()) });
}
