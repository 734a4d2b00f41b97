// Loaded into the server: kills it at the n-th write that it hands to SQLite, in the middle of
// whatever it is doing. The number stands in XINHANG_TEST_KILL_AT. With XINHANG_TEST_FORGET every
// fifth commit is taken back in silence: the control that lost commits are found.
import { createRequire } from 'node:module';

const Database = createRequire(import.meta.url)('better-sqlite3');
const at = Number(process.env.XINHANG_TEST_KILL_AT);
const { prepare } = Database.prototype;
let writes = 0;
let commits = 0;

Database.prototype.prepare = function counting(text) {
  const statement = prepare.call(this, text);
  if (process.env.XINHANG_TEST_FORGET && /^\s*commit/i.test(text)) {
    const forget = prepare.call(this, 'rollback');
    return { reader: false, run: () => ((commits += 1) % 5 === 0 ? forget : statement).run() };
  }
  if (!/^\s*(insert|update|delete|begin|commit)/i.test(text)) return statement;
  for (const verb of ['run', 'get', 'all']) {
    const real = statement[verb].bind(statement);
    statement[verb] = (...values) => {
      writes += 1;
      if (writes === at) process.kill(process.pid, 'SIGKILL');
      return real(...values);
    };
  }
  return statement;
};
