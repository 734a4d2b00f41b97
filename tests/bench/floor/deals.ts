import { cursorOf, NO_DATE, type Person, type Row, type Sql } from './rows.ts';

const CAP = 10_000;
const CARDS = 30;
const DAY = 86_400_000;
const WHOLE_BP = 10_000;

/** The ways in which a person comes to see deals, apart from each other. */
function armsOf({ all, owners, userId }: Person): string[] {
  if (all) return ['1'];
  const own = `d.owner_id in (${owners.join()})`;
  const theirs = `select id from customer where owner_id in (${owners.join()})`;
  const shared = `d.id in (select deal_id from deal_share where user_id = ${userId})`;
  return [
    own,
    `not ${own} and d.customer_id in (${theirs})`,
    `not ${own} and (d.customer_id is null or d.customer_id not in (${theirs})) and ${shared}`,
  ];
}

const seen = (person: Person) => (person.all ? '1' : `(${armsOf(person).join(') or (')})`);

function page(sql: Sql, arms: readonly string[], where: string, limit: number) {
  const walks = arms.map(
    (arm) => `select * from (select d.id, d.expected_on from deal d where ${arm} and ${where}
      order by d.expected_on, d.id limit ${limit})`,
  );
  const rows: Row[] = sql(
    `select d.*, c.name as customer_name, c.owner_id as customer_owner, c.pool_id as customer_pool,
       u.name as owner_name, s.name as stage_name, s.chance as stage_chance, s.stuck_days
     from (${walks.join(' union all ')} order by expected_on, id limit ${limit}) h
     join deal d on d.id = h.id join pipeline_stage s on s.id = d.stage_id
     join user u on u.id = d.owner_id left join customer c on c.id = d.customer_id
     order by d.expected_on, d.id`,
  ).all();
  return rows;
}

function toDeal(row: Row, person: Person, helped: ReadonlySet<number>) {
  const mine = (owner: number | null) =>
    person.all || (owner !== null && person.owners.includes(owner));
  const reached = mine(row.owner_id) || mine(row.customer_owner);
  const before = row.stuck_days === null ? 0 : Date.now() - row.stuck_days * DAY;
  const heads = person.all || person.owners.length > 1;
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    state: row.state,
    customer: { id: row.customer_id, name: row.customer_name },
    customerOpen:
      mine(row.customer_owner) || row.customer_pool !== null || helped.has(row.customer_id),
    owner: { id: row.owner_id, name: row.owner_name },
    pipelineId: row.pipeline_id,
    stage: { id: row.stage_id, name: row.stage_name },
    chance: row.chance ?? row.stage_chance,
    amountFen: row.amount_fen,
    expectedOn: row.expected_on === NO_DATE ? null : row.expected_on,
    closedOn: null,
    lostReason: row.close_reason,
    source: row.source,
    stageSince: row.stage_since,
    createdAt: row.created_at,
    stuck: row.stage_since < before,
    can: { update: reached, assign: heads && reached, close: reached },
  };
}

function helpedBy(sql: Sql, { userId }: Person) {
  const ids = sql('select customer_id from customer_collaborator where user_id = ?').pluck();
  return new Set(ids.all(userId) as number[]);
}

export function dealList(sql: Sql, person: Person, { view }: { view?: string }) {
  const arms = view === 'mine' ? [`d.owner_id = ${person.userId}`] : armsOf(person);
  const where = `d.state = 'open'`;
  const rows = page(sql, arms, where, 51);
  const counted = arms.map((arm) => `select 1 from deal d where ${arm} and ${where}`);
  const count = sql(`select count(*) from (${counted.join(' union all ')} limit ${CAP})`)
    .pluck()
    .get();
  const amountFen = sql(
    `select coalesce(sum(amount_fen), 0) from deal d where (${arms.join(') or (')}) and ${where}`,
  )
    .pluck()
    .get();
  const last = rows[49];
  const helped = helpedBy(sql, person);
  return {
    rows: rows.slice(0, 50).map((row) => toDeal(row, person, helped)),
    next: rows.length > 50 ? cursorOf(last.expected_on, last.id) : null,
    count,
    amountFen,
  };
}

export function board(sql: Sql, person: Person, { pipelineId }: { pipelineId: string }) {
  const stages: Row[] = sql(
    'select id from pipeline_stage where pipeline_id = ? and active = 1 order by position',
  ).all(Number(pipelineId));
  const sums: Row[] = sql(
    `select d.stage_id as id, count(*) as n, coalesce(sum(d.amount_fen), 0) as fen,
       coalesce(sum(d.amount_fen * coalesce(d.chance, s.chance)), 0) as weighted
     from deal d join pipeline_stage s on s.id = d.stage_id
     where d.pipeline_id = ? and d.state = 'open' and ${seen(person)} group by d.stage_id`,
  ).all(Number(pipelineId));
  const helped = helpedBy(sql, person);
  return {
    columns: stages.map(({ id }) => {
      const sum = sums.find((row) => row.id === id);
      const where = `d.stage_id = ${id} and d.state = 'open'`;
      const rows = sum ? page(sql, armsOf(person), where, CARDS) : [];
      return {
        stageId: id,
        count: sum?.n ?? 0,
        amountFen: sum?.fen ?? 0,
        weightedFen: Math.round((sum?.weighted ?? 0) / 100),
        rows: rows.map((row) => toDeal(row, person, helped)),
      };
    }),
  };
}

export function outcomes(sql: Sql, person: Person, { from, to }: { from: string; to: string }) {
  const found: Row[] = sql(
    `select u.id, u.name, sum(d.state = 'won') as won, sum(d.state = 'lost') as lost,
       sum(case d.state when 'won' then d.amount_fen else 0 end) as fen
     from deal d join user u on u.id = coalesce(d.credited_to, d.owner_id)
     where d.closed_on between ? and ? and d.state in ('won', 'lost') and ${seen(person)}
     group by u.id order by fen desc, won desc, lost desc`,
  ).all(from, to);
  return {
    rows: found.map(({ id, name, won, lost, fen }) => ({
      key: String(id),
      name,
      won,
      lost,
      wonFen: fen,
      rateBp: Math.round((won * WHOLE_BP) / (won + lost)),
    })),
  };
}
