import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { readAnew } from './read-anew.ts';

/** A list whose first answer is on its way when something changes. */
function opening() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const answers: ((rows: string | Promise<string>) => void)[] = [];
  const observer = new QueryObserver(client, {
    queryKey: ['list'],
    queryFn: () => new Promise<string>((answer) => answers.push(answer)),
    staleTime: 30_000,
  });
  const end = observer.subscribe(() => {});
  return { client, answers, observer, end };
}

test('what was asked before a change is asked again after its answer', async () => {
  const { client, answers, observer, end } = opening();
  const read = readAnew(client, () => true);
  answers[0]!('before');
  await expect.poll(() => answers.length).toBe(2);
  expect(observer.getCurrentResult().data).toBe('before');
  answers[1]!('after');
  await read;
  expect(observer.getCurrentResult().data).toBe('after');
  end();
});

test('what failed meanwhile stays as it is', async () => {
  const { client, answers, observer, end } = opening();
  const read = readAnew(client, () => true);
  answers[0]!(Promise.reject(new Error('down')));
  await read;
  expect([answers.length, observer.getCurrentResult().status]).toEqual([1, 'error']);
  end();
});

test('the control: the library alone takes the old answer for the new one', async () => {
  const { client, answers, observer, end } = opening();
  const read = client.invalidateQueries();
  answers[0]!('before');
  await read;
  expect([answers.length, observer.getCurrentResult().data]).toEqual([1, 'before']);
  end();
});
