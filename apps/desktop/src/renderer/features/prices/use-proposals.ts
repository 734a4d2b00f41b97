import { api } from '@xinhang/shared/contract/api.ts';
import { App } from 'antd';
import { useEffect, useRef } from 'react';
import { client } from '../../app/client.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { useText } from '../../i18n/i18n.ts';
import { adjusted, lineOf, type AdjustDraft, type AdjustLine } from './adjustment-line.ts';

interface Written {
  latest: { current: AdjustDraft };
  put: (part: Partial<AdjustDraft>) => void;
}

const placeOf = ({ product, qtyFromE4 }: AdjustLine) =>
  `${product?.id}:${product?.unit.id}:${qtyFromE4}`;

/** Whom the sheet is for, as the server asks it; null while nobody is chosen. */
export function whomOf({ scope, region, levelId, customer }: AdjustDraft) {
  if (scope === 'region') return region ? { scope, region } : null;
  if (scope === 'level') return levelId ? { scope, levelId } : null;
  if (scope === 'customer') return customer ? { scope, customerId: customer.id } : null;
  return { scope };
}

/** What holds now, for the products of lines that were picked, and for a whole category. */
export function useProposals({ latest, put }: Written, editable: boolean) {
  const { t } = useText();
  const { message } = App.useApp();
  const words = useProblemText();
  const asking = useRef(new Set<string>());

  async function ask(of: { productId?: number[]; categoryId?: number }) {
    const whom = whomOf(latest.current);
    if (!whom) return null;
    const query = { ...whom, ...of, on: latest.current.validFrom };
    try {
      return await client.call(api.priceAdjustments.propose, { query });
    } catch (error) {
      void message.error(words(error));
      return null;
    }
  }

  const lines = latest.current.lines;
  const waiting = editable
    ? lines.filter((line) => line.product && !line.known && !asking.current.has(line.key))
    : [];
  useEffect(() => {
    for (const line of waiting) {
      asking.current.add(line.key);
      void ask({ productId: [line.product!.id] }).then((answer) => {
        if (!answer) return;
        const now = latest.current;
        const others = new Set(
          now.lines.filter((one) => one.key !== line.key).map((one) => placeOf(one)),
        );
        const found = answer.lines
          // A new line: its cells begin anew, and what is typed next takes the place of the price.
          .map((one) => adjusted(lineOf(one), now))
          .filter((one) => !others.has(placeOf(one)));
        const typed = now.lines.find((one) => one.key === line.key)?.newPriceE4 ?? null;
        // What somebody typed meanwhile stays.
        const kept = found.map((one, at) =>
          at === 0 && typed !== null ? { ...one, newPriceE4: typed } : one,
        );
        const known = kept.length > 0 ? kept : [{ ...line, known: true }];
        put({
          lines: now.lines.flatMap((one) => (one.key === line.key ? known : [one])),
        });
      });
    }
    // oxlint-disable-next-line react/exhaustive-deps -- once per line that was picked
  }, [waiting.map((line) => line.key).join()]);

  return {
    /** Adds the products of a category that are not there yet. */
    async addCategory(categoryId: number) {
      const answer = await ask({ categoryId });
      if (!answer) return;
      const now = latest.current;
      const there = new Set(now.lines.map(placeOf));
      const added = answer.lines
        .map((one) => adjusted(lineOf(one), now))
        .filter((one) => !there.has(placeOf(one)));
      put({ lines: [...now.lines, ...added] });
      void message.info(t(answer.cut ? 'adjust.addedSome' : 'adjust.added', { n: added.length }));
    },
  };
}
