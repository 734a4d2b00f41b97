import { expect, test } from 'vitest';
import {
  derivedBy,
  fromLibrary,
  fromNode,
  isHashOf,
  makeHash,
  readPhc,
  writePhc,
} from './argon2.ts';

const salt = Buffer.from('0123456789abcdef');
const light = { memory: 64, passes: 2, lanes: 1 };

test('the library and Node make the same hash, so that each takes those of the other', async () => {
  const library = await fromLibrary();
  for (const password of ['correct horse', '马到成功 🐎', '']) {
    for (const cost of [light, { memory: 65_536, passes: 3, lanes: 1 }]) {
      const asked = { ...cost, bytes: 32 };
      const one = await library(password, salt, asked);
      const other = await fromNode!(password, salt, asked);
      expect(other.equals(one), password).toBe(true);
      const stored = readPhc(writePhc({ ...cost, salt, hash: other }))!;
      expect(await isHashOf(stored, password)).toBe(true);
      expect(await isHashOf(stored, `${password}x`)).toBe(false);
    }
  }
});

test('a hash that the library made before is read and matched', async () => {
  const { hash } = await import('@node-rs/argon2');
  const made = await hash('correct horse', { memoryCost: 64, timeCost: 2, parallelism: 1 });
  const stored = readPhc(made)!;
  expect(writePhc(stored)).toBe(made);
  expect(await isHashOf(stored, 'correct horse')).toBe(true);
  const made2 = await makeHash('correct horse', stored.salt, light);
  expect(made2).toBe(made);
});

test('where the library cannot be loaded Node does it, and without either the reason is said', async () => {
  const missing = () => Promise.reject(new Error('VCRUNTIME140.dll is missing'));
  const derive = await derivedBy(missing, fromNode);
  expect(derive).toBe(fromNode);
  await expect(derivedBy(missing, null)).rejects.toThrow('VCRUNTIME140');
  const library = await fromLibrary();
  expect(await derivedBy(() => Promise.resolve(library), fromNode)).toBe(library);
});

const good = '$argon2id$v=19$m=64,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$';
const hash = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

test.each([
  ['nothing', ''],
  ['another kind', good.replace('argon2id', 'argon2i') + hash],
  ['another version', good.replace('v=19', 'v=16') + hash],
  ['no hash', good],
  ['a short hash', `${good}AAAA`],
  ['bits that belong to no byte', `${good}${hash.slice(0, -1)}B`],
  ['padding', `${good}${hash}=`],
  ['another alphabet', `${good}${hash.replace('A', '_')}`],
  ['no passes', good.replace('t=2', 't=0') + hash],
  ['no lanes', good.replace('p=1', 'p=0') + hash],
  ['too little memory', good.replace('m=64', 'm=7') + hash],
  ['memory that would end the server', good.replace('m=64', 'm=9999999') + hash],
  ['a number that is none', good.replace('m=64', 'm=1e4') + hash],
  ['something before it', ` ${good}${hash}`],
  ['something behind it', `${good}${hash}\n`],
])('%s is no stored hash', (_what, text) => {
  expect(readPhc(good + hash)).not.toBeNull();
  expect(readPhc(text)).toBeNull();
});
