import { allEndpoints } from '@xinhang/shared/contract/api.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { compileSerializer, serializerOf } from './serializer.ts';

test.each(allEndpoints())('$name: its answer can be compiled', ({ endpoint }) => {
  expect(compileSerializer(endpoint.response)).toBeTypeOf('function');
});

test('what the contract does not name does not leave', () => {
  const write = serializerOf(z.object({ id: z.int(), name: z.string().nullable() }));
  expect(write({ id: 1, name: null, password_hash: 'secret' })).toBe('{"id":1,"name":null}');
});
