// Loaded into the server: kills it at the n-th write that it hands to SQLite, in the middle of
// whatever it is doing. The number stands in XINHANG_TEST_KILL_AT.
import { createRequire } from 'node:module';

const Database = createRequire(import.meta.url)('better-sqlite3');
const at = Number(process.env.XINHANG_TEST_KILL_AT);
const { prepare } = Database.prototype;
let writes = 0;

Database.prototype.prepare = function counting(text) {
  const statement = prepare.call(this, text);
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
