import { channels, type OptOut } from '@xinhang/shared/campaigns.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, App, Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { useFieldProblemText, useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useRows } from '../../app/use-rows.ts';
import { useText } from '../../i18n/i18n.ts';
import { Rows } from '../../ui/rows.tsx';

const fresh = { channel: 'sms' as OptOut['channel'], address: '', reason: '' };

/** Numbers and addresses that get no mass messages from anybody of the company. */
export function OptOutList() {
  const { t } = useText();
  const words = useFieldProblemText();
  const create = useCommand(api.optOuts.create);
  const [draft, setDraft] = useState(fresh);
  const list = useRows(api.optOuts.list, {}, (page, signal) =>
    client.call(api.optOuts.list, { query: page, signal }),
  );
  return (
    <>
      <p className="soft own-why">{t('optOut.why')}</p>
      <div className="line">
        <Segmented<OptOut['channel']>
          aria-label={t('campaign.channel')}
          value={draft.channel}
          options={channels.map((value) => ({ value, label: t(`campaign.channel.${value}`) }))}
          onChange={(channel) => setDraft({ ...draft, channel })}
        />
        <Input
          style={{ width: 200 }}
          maxLength={120}
          aria-label={t('campaign.address')}
          placeholder={t('campaign.address')}
          value={draft.address}
          onChange={(event) => setDraft({ ...draft, address: event.target.value })}
        />
        <Input
          style={{ width: 240 }}
          maxLength={200}
          aria-label={t('optOut.reason')}
          placeholder={t('optOut.reason')}
          value={draft.reason}
          onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
        />
        <Button
          disabled={draft.address.trim() === ''}
          loading={create.isPending}
          onClick={() => create.mutate({ body: draft }, { onSuccess: () => setDraft(fresh) })}
        >
          {t('dict.add')}
        </Button>
      </div>
      {create.error && <Alert type="error" showIcon role="alert" title={words(create.error)} />}
      <Rows<OptOut> list={list} none={t('optOut.none')}>
        {(row) => <Entry key={row.id} row={row} />}
      </Rows>
    </>
  );
}

function Entry({ row }: { row: OptOut }) {
  const { t } = useText();
  const me = useMe();
  const words = useProblemText();
  const { message } = App.useApp();
  const remove = useCommand(api.optOuts.remove);
  return (
    <article className="entry" aria-label={row.address}>
      <div className="line" style={{ gap: '0 10px' }}>
        <span>{t(`campaign.channel.${row.channel}`)}</span>
        <strong>{row.address}</strong>
        <span>{row.reason}</span>
        <span className="spring" />
        <span className="soft">
          {row.by.name} · {row.on}
        </span>
        {row.by.id === me.user.id && me.viewAs === null && (
          <Button
            size="small"
            type="text"
            loading={remove.isPending}
            aria-label={`${t('care.remove')} ${row.address}`}
            onClick={() =>
              remove.mutate(
                { params: { id: row.id } },
                { onError: (error) => void message.error(words(error)) },
              )
            }
          >
            {t('care.remove')}
          </Button>
        )}
      </div>
    </article>
  );
}
