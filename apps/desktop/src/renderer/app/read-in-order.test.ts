import { api } from '@xinhang/shared/contract/api.ts';
import { pathOf } from '@xinhang/shared/contract/endpoint.ts';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { readInOrder } from './read-in-order.ts';

test('what a record does not allow any more is not asked for', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } });
  const asked: string[] = [];
  let allowed = true;
  const watched = (name: string, path: string) =>
    new QueryObserver(client, {
      queryKey: ['api', path, { id: 1 }],
      queryFn: () => {
        asked.push(name);
        return Promise.resolve({ allowed });
      },
    });
  const record = watched('record', pathOf(api.customers.get));
  const owed = watched('owed', pathOf(api.receivables.ofCustomer));
  const talks = watched('talks', pathOf(api.customers.timeline));
  const leave = owed.subscribe(() => {});
  // As the page does: the block goes with the right to it.
  const others = [
    record.subscribe(({ data }) => {
      if (data?.allowed === false) leave();
    }),
    talks.subscribe(() => {}),
  ];
  await expect.poll(() => asked.length).toBe(3);
  asked.length = 0;
  allowed = false;
  await readInOrder(client, () => true);
  expect(asked).toEqual(['record', 'talks']);
  for (const stop of others) stop();
});
