import { company } from '@xinhang/db/repositories/company.ts';
import type { Campaign, Channel } from '@xinhang/shared/campaigns.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { updateCampaign } from '@xinhang/db/repositories/campaigns.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { instantOf } from '../../jobs/due.ts';
import { needOwn, recordCampaign, toCampaign } from './campaigns.ts';
import { carrierOf } from './carriers.ts';
import { sendingJob } from './send-job.ts';
import { needPhones } from './sending.ts';

const YEAR_MS = 366 * 86_400_000;

/** At that time it goes out by itself, as what the night stopped does. */
export async function scheduleCampaign(
  ctx: WriteContext,
  id: number,
  { version, at }: EndpointInput<typeof api.campaigns.schedule>['body'],
): Promise<Campaign> {
  const row = await needOwn(ctx, id, 'approved');
  if (version !== row.version) throw conflict(row.version, toCampaign(ctx, row), {});
  needPhones(ctx);
  if (!(await carrierOf(ctx, row.channel as Channel))) throw problem('no-carrier');
  if ((await sendingJob(ctx, id)) !== null) throw problem('state-refused');
  const zone = (await company(ctx.db))!.time_zone;
  const resumeAt = at && instantOf(at.on, at.time, zone);
  if (resumeAt !== null && (resumeAt <= ctx.now || resumeAt > ctx.now + YEAR_MS)) {
    throw fieldRefused('/at', 'not-ahead');
  }
  if (!(await updateCampaign(ctx.tx, row, { resume_at: resumeAt }))) {
    throw problem('version-conflict');
  }
  return toCampaign(ctx, await recordCampaign(ctx, 'campaigns.schedule', row, id));
}
