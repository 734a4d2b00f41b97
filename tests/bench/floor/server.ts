import BetterSqlite from 'better-sqlite3';
import fastify, { type FastifyRequest } from 'fastify';
import { board, dealList, outcomes } from './deals.ts';
import { desk } from './desk.ts';
import { list } from './list.ts';
import { confirm, draft } from './orders.ts';
import { page } from './page.ts';
import { queue } from './queue.ts';
import { achievement, ledgerRows, ranking } from './results.ts';
import { preparing, type Person } from './rows.ts';
import { search } from './search.ts';
import { create, follow } from './write.ts';

/* Bare Fastify over raw better-sqlite3: `node floor/server.ts FILE`. Who asks is said in a header. */

const db = new BetterSqlite(process.argv[2]!);
for (const pragma of ['journal_mode = wal', 'synchronous = full', 'foreign_keys = on']) {
  db.pragma(pragma);
}
const sql = preparing(db);
const app = fastify();

const people = new Map<string, Person>();
function personOf(request: FastifyRequest): Person {
  const login = String(request.headers['x-login']);
  let person = people.get(login);
  if (!person) {
    const user = db.prepare('select id, dept_id from user where login = ?').get(login) as {
      id: number;
      dept_id: number;
    };
    const headed = db.prepare('select id from dept where head_user_id = ?').pluck().get(user.id);
    const team = db.prepare('select id from user where dept_id = ? order by id').pluck();
    const owners = headed === undefined ? [user.id] : (team.all(headed) as number[]);
    person = { userId: user.id, owners, all: login === 'boss' };
    people.set(login, person);
  }
  return person;
}

const idOf = (request: FastifyRequest) => Number((request.params as { id: string }).id);
app.get('/api/v1/customers/:id/page', (request, reply) => {
  void reply.send(page(sql, personOf(request), idOf(request)));
});
app.get<{ Querystring: { view?: string } }>('/api/v1/customers', (request, reply) => {
  void reply.send(list(sql, personOf(request), request.query));
});
app.get<{ Querystring: { whose?: string } }>('/api/v1/desk', (request, reply) => {
  void reply.send(desk(sql, personOf(request), request.query));
});
app.get<{ Querystring: { q: string } }>('/api/v1/search', (request, reply) => {
  void reply.send(search(sql, personOf(request), request.query));
});
app.get<{ Querystring: { view?: string } }>('/api/v1/deals', (request, reply) => {
  void reply.send(dealList(sql, personOf(request), request.query));
});
app.get<{ Querystring: { pipelineId: string } }>('/api/v1/deals/board', (request, reply) => {
  void reply.send(board(sql, personOf(request), request.query));
});
app.get<{ Querystring: { from: string; to: string } }>(
  '/api/v1/deals/outcomes',
  (request, reply) => {
    void reply.send(outcomes(sql, personOf(request), request.query));
  },
);
app.get<{ Querystring: { day: string } }>('/api/v1/reviews/queue', (request, reply) => {
  void reply.send(queue(sql, personOf(request), request.query));
});
app.get<{ Querystring: { on: string; metric?: string } }>(
  '/api/v1/achievement',
  (request, reply) => {
    void reply.send(achievement(sql, personOf(request), request.query));
  },
);
app.get<{ Querystring: { from: string; to: string; nodeId: string } }>(
  '/api/v1/achievement/rows',
  (request, reply) => {
    void reply.send(ledgerRows(sql, personOf(request), request.query));
  },
);
app.get<{ Querystring: { on: string; metric?: string } }>('/api/v1/ranking', (request, reply) => {
  void reply.send(ranking(sql, personOf(request), request.query));
});
app.post('/api/v1/customers', (request, reply) => {
  void reply.code(201).send(create(db, sql, personOf(request), request.body as never));
});
app.post('/api/v1/follow-ups', (request, reply) => {
  void reply.code(201).send(follow(db, sql, personOf(request), request.body as never));
});
app.post('/api/v1/sales-orders', (request, reply) => {
  void reply.code(201).send(draft(db, sql, personOf(request), request.body as never));
});
app.post('/api/v1/sales-orders/:id/confirm', (request, reply) => {
  void reply.send(confirm(db, sql, personOf(request), idOf(request)));
});

process.once('SIGTERM', () => {
  void app.close().then(() => {
    db.close();
    process.exit(0);
  });
});
console.log(await app.listen({ port: 0, host: '127.0.0.1' }));
