import { company } from '@xinhang/db/repositories/company.ts';
import { firstNames, initialise } from '../ops/found.ts';
import { dataCommand, UsageError } from './command.ts';

const LONGEST_NAME = 120;
const LOGIN = /^[\p{L}\p{N}._-]{2,40}$/u;

/** Founds the company of a data directory under its own name, before the server is first started. */
export const init = dataCommand({
  usage: 'init [--company NAME] [--login LOGIN] [--name PERSON]',
  summary: 'found a company; prints the first login and its one-time password',
  mode: 'offline',
  creates: true,
  options: {
    company: { type: 'string' },
    login: { type: 'string' },
    name: { type: 'string' },
  },
  parse({ words, options }) {
    if (words.length > 0) throw new UsageError(`"init" takes no "${words[0]}".`);
    const text = (option: keyof typeof firstNames) => {
      const found = options[option];
      const value = typeof found === 'string' ? found.trim() : firstNames[option];
      if (value === '' || value.length > LONGEST_NAME) {
        throw new UsageError(`--${option} must have 1 to ${LONGEST_NAME} characters.`);
      }
      return value;
    };
    const login = text('login');
    if (!LOGIN.test(login)) {
      throw new UsageError('--login takes 2 to 40 letters, digits, dots, dashes, underscores.');
    }
    return { company: text('company'), login, name: text('name') };
  },
  async run({ db, random }, input) {
    const first = await initialise(db, random, input);
    if (first) return { company: input.company, ...first };
    const { name } = (await company(db.read))!;
    throw new Error(`There is a company already: ${name}.`);
  },
  show: ({ company: name, login, password }) =>
    `${name}\nFirst login: ${login}   one-time password: ${password}`,
});
