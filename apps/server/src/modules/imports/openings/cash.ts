import { openingCashTargets } from '@xinhang/shared/import-kinds.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../../http/context.ts';
import {
  listCashAccounts,
  openCashAccount,
  standingOpenings,
  undoOpening,
} from '../../finance/service.ts';
import { shown } from '../cells.ts';
import type { SheetRow } from '../file.ts';
import type { Mapping } from '../headers.ts';
import { headerGuess } from '../rows/guess.ts';
import { RowReader, type RowDraft } from '../rows/reader.ts';
import { Refused } from '../rows/refused.ts';
import { rowWalk, type WrittenRow } from '../rows/walk.ts';
import { eveOf, openingKind, openingRefusal, TAKEN_BACK } from './common.ts';

interface Draft extends RowDraft {
  account: string;
  amountFen: number;
  date: string | null;
  note: string;
}

function draftOf(row: SheetRow, mapping: Mapping): Draft {
  const cells = new RowReader(row, mapping, { openingNote: 200 });
  cells.need('cashAccount');
  const amountFen = cells.signedFen('openingAmount') ?? 0;
  if (cells.isZero('openingAmount')) cells.leaveOut();
  else if (amountFen === 0) cells.refuse('field-missing', { field: 'openingAmount' });
  const read = {
    account: cells.text('cashAccount'),
    date: cells.date('docDate') ?? null,
    note: cells.text('openingNote'),
  };
  return { ...cells.draft(), ...read, amountFen };
}

async function write(ctx: WriteContext, draft: Draft): Promise<WrittenRow> {
  const accounts = await listCashAccounts(ctx);
  const key = wordKey(draft.account);
  const account = accounts.find((one) => wordKey(one.name) === key || one.bankNo === draft.account);
  if (!account) throw new Refused('account-unknown', { value: shown(draft.account) });
  const { id } = account;
  const { amountFen, note } = draft;
  const [there] = await standingOpenings(ctx.tx, id);
  if (there && there.amount_fen !== amountFen) {
    throw new Refused('opening-there', { value: account.name });
  }
  if (there) {
    const entity = { id, version: there.version };
    const reasons: WrittenRow['reasons'] = [{ code: 'opening-same', params: {} }];
    return { verdict: 'same', reasons, entity, kept: null };
  }
  const businessDate = draft.date ?? (await eveOf(ctx));
  const opened = await openCashAccount(ctx, id, { businessDate, amountFen, note });
  return {
    verdict: 'create',
    reasons: [{ code: 'opening-new', params: {} }],
    entity: { id, version: opened.version },
    kept: { openingId: opened.opening!.id },
  };
}

/** What lay in accounts of money as the books began. */
export const openingCash = openingKind('openingCash', {
  headers: headerGuess(
    openingCashTargets,
    {
      cashAccount: `账户名称 现金银行 科目名称 科目 银行账户 账号 資金帳戶 帳戶名稱 現金銀行 科目名稱 account accountname`,
      openingAmount: `期初余额 余额 金额 当前余额 期初餘額 餘額 金額 balance amount`,
      docDate: '日期 date',
      openingNote: '摘要 说明 說明 備註 note remark',
    },
    [
      [/(余额|餘額)/, 'openingAmount'],
      [/(账户|帳戶)/, 'cashAccount'],
    ],
  ),
  entity: 'cashAccount',
  walk: (batch) =>
    rowWalk<Draft>(
      {
        entity: 'cashAccount',
        draft: draftOf,
        label: ({ account }) => account,
        keys: ({ account }) => [wordKey(account)],
        write,
        reasonOf: openingRefusal,
      },
      batch,
    ),
  async takeBack(ctx, row) {
    const { openingId } = JSON.parse(row.kept ?? '{}') as { openingId: number };
    const [there] = await standingOpenings(ctx.tx, row.entity_id!);
    if (there?.id !== openingId) return false;
    const { version } = there;
    const undo = { version, reason: TAKEN_BACK };
    return (await ctx.attempt(async () => await undoOpening(ctx, row.entity_id!, undo))).ok;
  },
});
