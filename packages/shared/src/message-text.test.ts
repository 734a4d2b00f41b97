import { expect, test } from 'vitest';
import {
  filledText,
  mobileOf,
  salutation,
  smsParts,
  smsText,
  unknownFields,
} from './message-text.ts';

test('parts of an SMS: 70 in one, 67 in each of several', () => {
  const parts = [1, 70, 71, 134, 135, 201, 202].map((n) => smsParts('春'.repeat(n)));
  expect(parts).toEqual([1, 1, 2, 2, 3, 3, 4]);
  expect(smsText('新航', '节日快乐')).toBe('【新航】节日快乐 拒收请回复R');
  // A character outside the first plane counts as two.
  expect(smsParts('😀'.repeat(36))).toBe(2);
});

test('a template is filled, and says what is missing or unknown', () => {
  const values = { 称呼: '王先生', 姓名: '王强', 公司: '', 职务: '', 我的名字: '陈静' };
  expect(filledText('{称呼}您好，{公司}{职务}：{我的名字}', values)).toEqual({
    text: '王先生您好，：陈静',
    missing: ['公司', '职务'],
  });
  expect(unknownFields('{称呼}{姓 名}{foo}')).toEqual(['姓 名', 'foo']);
});

test('how somebody is addressed', () => {
  expect(salutation('王强', 'male')).toBe('王先生');
  expect(salutation('欧阳娜娜', 'female')).toBe('欧阳女士');
  expect(salutation('王强', '')).toBe('王强');
  expect(salutation('John Smith', 'male')).toBe('John Smith');
});

test('mobiles of the mainland, however they are written', () => {
  const found = ['138 1234 5678', '+86-13812345678', '8613812345678', '0086 13812345678'];
  expect(found.map(mobileOf)).toEqual(Array.from({ length: 4 }, () => '13812345678'));
  expect(['021-5555666', '12345678901', '+852 91234567', ''].map(mobileOf)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
