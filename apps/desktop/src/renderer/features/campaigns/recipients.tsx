import { outboxStates, type Campaign, type OutboxRow } from '@xinhang/shared/campaigns.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { Link } from '@tanstack/react-router';
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useRows } from '../../app/use-rows.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { Rows } from '../../ui/rows.tsx';
import { Section } from '../../ui/section.tsx';

type State = OutboxRow['state'];

interface Props {
  campaign: Campaign;
  counts: EndpointOutput<typeof api.campaigns.get>['counts'];
}

/** Who gets what, and who has it. */
export function Recipients({ campaign, counts }: Props) {
  const { t } = useText();
  const states = outboxStates.filter((state) => (counts[state] ?? 0) > 0);
  const [chosen, choose] = useState<State | null>(null);
  const state = chosen ?? states[0];
  const list = useRows(
    api.campaigns.recipients,
    { id: campaign.id, state: state ? [state] : [] },
    (page, signal) =>
      client.call(api.campaigns.recipients, {
        params: { id: campaign.id },
        query: { ...(state && { state: [state] }), ...page },
        signal,
      }),
  );
  return (
    <Section title={t('campaign.recipients')}>
      {state && (
        <Segmented<State>
          aria-label={t('campaign.state')}
          value={state}
          options={states.map((value) => ({
            value,
            label: `${t(`campaign.outbox.${value}`)} ${(counts[value] ?? 0).toLocaleString('en-US')}`,
          }))}
          onChange={choose}
        />
      )}
      <Rows<OutboxRow> list={list} none={t('campaign.nobody')}>
        {(row) => <Recipient key={row.id} row={row} campaign={campaign} />}
      </Rows>
    </Section>
  );
}

/** Why it was not taken or did not arrive: of a code its meaning, else as the provider says it. */
function useReason(): (error: string) => string {
  const { t } = useText();
  return (error) => t(wordKey('campaign.reason', error, 'campaign.reason'), { error });
}

function Recipient({ row, campaign }: { row: OutboxRow; campaign: Campaign }) {
  const { t } = useText();
  const reason = useReason();
  const words = useRefusalText();
  const { message } = App.useApp();
  const mark = useCommand(api.campaigns.mark);
  const set = (state: 'sent' | 'failed' | 'queued') =>
    mark.mutate(
      { params: { id: campaign.id }, body: { ids: [row.id], state } },
      {
        onSuccess: ({ marked }) => {
          if (marked === 0) void message.info(t('campaign.retried', { n: 0, rest: 1 }));
        },
        onError: (error) => void message.error(words(error)),
      },
    );
  const open =
    campaign.own &&
    campaign.state === 'approved' &&
    (row.state === 'queued' || row.state === 'unknown');
  const again =
    campaign.own &&
    (campaign.state === 'approved' || campaign.state === 'done') &&
    row.state === 'failed';
  return (
    <article className="entry" aria-label={row.contact.name}>
      <div className="line" style={{ gap: '0 10px' }}>
        <Link to="/customers/$id" params={{ id: String(row.customer.id) }}>
          {row.customer.name}
        </Link>
        <span>{row.contact.name}</span>
        <span>{row.address}</span>
        {row.error !== '' && <span className="danger">{reason(row.error)}</span>}
        <span className="spring" />
        {again && (
          <Button
            size="small"
            type="text"
            loading={mark.isPending}
            aria-label={`${t('campaign.retryOne')} ${row.contact.name}`}
            onClick={() => set('queued')}
          >
            {t('campaign.retryOne')}
          </Button>
        )}
        {open && (
          <>
            <Button
              size="small"
              loading={mark.isPending}
              aria-label={`${t('campaign.outbox.sent')} ${row.contact.name}`}
              onClick={() => set('sent')}
            >
              {t('campaign.outbox.sent')}
            </Button>
            <Button
              size="small"
              type="text"
              aria-label={`${t('campaign.outbox.failed')} ${row.contact.name}`}
              onClick={() => set('failed')}
            >
              {t('campaign.outbox.failed')}
            </Button>
          </>
        )}
      </div>
      <div className="entry-text soft">{row.text}</div>
    </article>
  );
}
