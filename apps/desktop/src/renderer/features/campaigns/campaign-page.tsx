import type { Campaign } from '@xinhang/shared/campaigns.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { JobDialog } from '../../form/job-dialog.tsx';
import { comma, useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { RecordColumns, RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { CampaignDrawer } from './campaign-drawer.tsx';
import { ListDialog } from './list-dialog.tsx';
import { Preview } from './preview.tsx';
import { Recipients } from './recipients.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';

type Page = EndpointOutput<typeof api.campaigns.get>;

/** One message to many: before it goes out whom it would reach, after that how far it is. */
export function CampaignPage({ id }: { id: number }) {
  const found = useEndpoint(api.campaigns.get, { params: { id } });
  return (
    <RecordPage
      found={found}
      tab={{ path: `/campaigns/${id}`, title: ({ campaign }) => campaign.name }}
    >
      {(page) => <Content key={id} page={page} />}
    </RecordPage>
  );
}

function Content({ page: { campaign, counts, carried } }: { page: Page }) {
  const { t } = useText();
  const dates = useDates();
  const draft = campaign.state === 'draft';
  return (
    <>
      <RecordHead
        title={campaign.name}
        facts={<span className="soft">{t(`campaign.state.${campaign.state}`)}</span>}
      >
        {campaign.own && <Actions campaign={campaign} counts={counts} carried={carried} />}
      </RecordHead>
      {draft && campaign.refusal !== '' && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          title={t('campaign.refused', { reason: campaign.refusal })}
        />
      )}
      {campaign.resumesAt !== null && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 12 }}
          title={t('campaign.resumes', { time: dates.time(campaign.resumesAt) })}
        />
      )}
      <RecordColumns
        main={
          draft && campaign.own ? (
            <Preview key={campaign.version} id={campaign.id} sms={campaign.channel === 'sms'} />
          ) : (
            <Recipients campaign={campaign} counts={counts} />
          )
        }
        side={<Facts campaign={campaign} />}
      />
    </>
  );
}

interface ActionsProps extends Pick<Page, 'counts' | 'carried'> {
  campaign: Campaign;
}

function Actions({ campaign, counts, carried }: ActionsProps) {
  const { t } = useText();
  const words = useFieldProblemText();
  const { message, modal } = App.useApp();
  const [editing, setEditing] = useState(false);
  const [scheduling, setScheduling] = useState(false);
  const schedule = useCommand(api.campaigns.schedule);
  const [copying, setCopying] = useState(false);
  const navigate = useNavigate();
  const [listing, setListing] = useState(false);
  const [jobId, setJobId] = useState<number | null>(null);
  const submit = useCommand(api.campaigns.submit);
  const cancel = useCommand(api.campaigns.cancel);
  const mark = useCommand(api.campaigns.mark);
  const send = useCommand(api.campaigns.send);
  const queued = counts.queued ?? 0;
  const waiting = queued + (counts.unknown ?? 0);
  const failed = counts.failed ?? 0;
  const params = { id: campaign.id };
  const onError = (error: Error) => void message.error(words(error));
  const ask = (title: string, content: string, okText: string, onOk: () => void) =>
    void modal.confirm({ title, content, okText, cancelText: t('common.cancel'), onOk });
  const { state } = campaign;
  return (
    <>
      <Button onClick={() => setCopying(true)}>{t('campaign.copy')}</Button>
      {(state === 'draft' || state === 'approved') && (
        <Button
          loading={cancel.isPending}
          onClick={() =>
            ask(t('campaign.cancelAsk'), campaign.name, t('campaign.cancel'), () =>
              cancel.mutate({ params }, { onError }),
            )
          }
        >
          {t('campaign.cancel')}
        </Button>
      )}
      {state === 'draft' && (
        <>
          <Button onClick={() => setEditing(true)}>{t('common.edit')}</Button>
          <Button
            type="primary"
            loading={submit.isPending}
            onClick={() =>
              ask(t('campaign.submitAsk'), t('campaign.submitWhat'), t('campaign.submit'), () =>
                submit.mutate({ params, body: { version: campaign.version } }, { onError }),
              )
            }
          >
            {t('campaign.submit')}
          </Button>
        </>
      )}
      {carried && state === 'approved' && (
        <Button disabled={queued === 0} onClick={() => setScheduling(true)}>
          {t('campaign.schedule')}
        </Button>
      )}
      {campaign.resumesAt !== null && (
        <Button
          loading={schedule.isPending}
          onClick={() =>
            schedule.mutate({ params, body: { version: campaign.version, at: null } }, { onError })
          }
        >
          {t('campaign.unschedule')}
        </Button>
      )}
      {state === 'approved' && (
        <>
          <Button onClick={() => setListing(true)}>{t('campaign.list')}</Button>
          {carried && (
            <Button
              type="primary"
              disabled={queued === 0}
              loading={send.isPending}
              onClick={() =>
                ask(
                  t('campaign.sendAsk', { n: queued }),
                  t('campaign.sendWhat'),
                  t('campaign.send'),
                  () =>
                    send.mutate(
                      { params },
                      { onSuccess: (started) => setJobId(started.jobId), onError },
                    ),
                )
              }
            >
              {t('campaign.send')}
            </Button>
          )}
          <Button
            type={carried ? 'default' : 'primary'}
            disabled={waiting === 0}
            loading={mark.isPending}
            onClick={() =>
              ask(
                t('campaign.markAsk', { n: waiting }),
                t('campaign.markWhat'),
                t('campaign.mark'),
                () => mark.mutate({ params, body: { state: 'sent' } }, { onError }),
              )
            }
          >
            {t('campaign.mark')}
          </Button>
        </>
      )}
      {failed > 0 && (state === 'approved' || state === 'done') && (
        <Button
          loading={mark.isPending}
          onClick={() =>
            ask(
              t('campaign.retryAsk', { n: failed }),
              t('campaign.retryWhat'),
              t('campaign.retry'),
              () =>
                mark.mutate(
                  { params, body: { state: 'queued' } },
                  {
                    onSuccess: ({ marked }) =>
                      void message.info(
                        t('campaign.retried', { n: marked, rest: failed - marked }),
                      ),
                    onError,
                  },
                ),
            )
          }
        >
          {t('campaign.retry')}
        </Button>
      )}
      <CampaignDrawer
        key={campaign.version}
        open={editing}
        campaign={campaign}
        onClose={() => setEditing(false)}
        onSaved={() => setEditing(false)}
      />
      <ScheduleDialog open={scheduling} campaign={campaign} onClose={() => setScheduling(false)} />
      <CampaignDrawer
        open={copying}
        campaign={null}
        copyOf={campaign}
        onClose={() => setCopying(false)}
        onSaved={({ id }) => void navigate({ to: '/campaigns/$id', params: { id: String(id) } })}
      />
      <ListDialog
        open={listing}
        id={campaign.id}
        onClose={() => setListing(false)}
        onStarted={setJobId}
      />
      <JobDialog jobId={jobId} title={t('campaign.list')} onClose={() => setJobId(null)} />
    </>
  );
}

function Facts({ campaign }: { campaign: Campaign }) {
  const { t } = useText();
  const dates = useDates();
  const { segment, channel } = campaign;
  const tags = useEndpoint(api.settings.listTags, {});
  const named = (tags.data?.rows ?? []).filter((tag) => segment.tagIds.includes(tag.id));
  const facts: [string, string][] = [
    [t('campaign.channel'), t(`campaign.channel.${channel}`)],
    [t('campaign.subject'), campaign.subject],
    [t('campaign.signature'), campaign.signature],
    [t('campaign.body'), campaign.body],
    [t('care.grades'), segment.grades.join(comma())],
    [t('care.valueGrades'), segment.valueGrades.join(comma())],
    [t('customer.stage'), segment.stages.map((one) => t(`stage.${one}`)).join(comma())],
    [t('care.models'), segment.models.map((one) => t(`model.${one}`)).join(comma())],
    [t('care.tags'), named.map((tag) => tag.name).join(comma())],
    [t('customer.region'), segment.regions.join(comma())],
    [t('customer.industry'), segment.industries.join(comma())],
    [
      t('campaign.birthdayDays'),
      segment.birthdayDays === null ? '' : `${segment.birthdayDays} ${t('unit.days')}`,
    ],
    [
      t('campaign.contacts'),
      t(segment.primaryOnly ? 'campaign.primaryOnly' : 'campaign.everyContact'),
    ],
    [t('campaign.by'), campaign.by.name],
    [t('campaign.at'), dates.time(campaign.submittedAt ?? campaign.at)],
  ];
  return (
    <Section title={t('campaign.about')}>
      <FactList facts={facts} />
      {campaign.approvalId !== null && (
        <Link to="/approvals/$id" params={{ id: String(campaign.approvalId) }}>
          {t('campaign.approval')}
        </Link>
      )}
    </Section>
  );
}
