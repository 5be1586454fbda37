import { expect, test, vi } from 'vitest';
import { createCollector } from '../../../gateway/audit/otlp/collector.ts';
import { followLog } from '../../../gateway/audit/otlp/follow-log.ts';
import { counted, createLog, type LogWorld } from '../export/exporting.ts';
import { acknowledge, type LocalCollector, startCollector } from './collector-double.ts';

interface Following extends AsyncDisposable {
  warnings: { reason: string; waitMs: number }[];
}

function follow(log: LogWorld, local: LocalCollector): Following {
  const warnings: Following['warnings'] = [];
  const collector = createCollector({ url: local.url });
  const end = followLog({
    databaseUrl: log.databaseUrl,
    collector,
    name: local.url,
    pollMs: 20,
    firstRetryMs: 10,
    lastRetryMs: 50,
    log: { info: () => {}, warn: (fields: Following['warnings'][number]) => void warnings.push(fields) },
  });
  return {
    warnings,
    async [Symbol.asyncDispose]() {
      await end();
      await collector.close();
    },
  };
}

const allSent = async (log: LogWorld, local: LocalCollector) =>
  vi
    .waitFor(
      async () => {
        const unsent = `select count(*) from (select writer, max(seq) as seq from audit.records group by writer) as chain
        left join audit.otlp_positions as position using (writer) where position.seq is distinct from chain.seq`;
        expect(await counted(log, unsent)).toBe(0);
      },
      { timeout: 20_000, interval: 50 },
    )
    .then(() => new Set(local.spans.map(({ spanId }) => spanId)).size);

const lines = `select count(*) from audit.records where content ->> 'activity' is not null`;

test('the whole log is sent, once, those of a chain in their order', async () => {
  await using log = await createLog(3_000);
  await using local = await startCollector();
  await using _following = follow(log, local);
  await allSent(log, local);
  expect(local.spans).toHaveLength(await counted(log, lines));
  const { rows } = await log.database.query<{ spans: string[] }>(
    `select array_agg(content ->> 'span' order by seq) as spans from audit.records
     where content ->> 'activity' is not null group by writer`,
  );
  expect(rows).toHaveLength(2);
  for (const { spans } of rows) {
    const mine = new Set(spans);
    expect(local.spans.map(({ spanId }) => spanId).filter((span) => mine.has(span))).toEqual(spans);
  }
});

test('a collector that comes and goes gets every line', async () => {
  await using log = await createLog(5_000);
  await using local = await startCollector();
  let answers = 0;
  local.behaviour = (response, _request, spans) => {
    answers += 1;
    if (answers % 4 === 1) response.destroy();
    else if (answers % 4 === 2) response.writeHead(503, { 'retry-after': '0' }).end();
    else if (answers % 4 === 3) acknowledge(response, '{"partialSuccess":{"rejectedSpans":"2","errorMessage":"no"}}');
    else {
      local.spans.push(...spans);
      acknowledge(response);
    }
  };
  await using following = follow(log, local);
  expect(await allSent(log, local)).toBe(await counted(log, lines));
  expect(following.warnings.length).toBeGreaterThan(5);
  expect(JSON.stringify(following.warnings)).not.toContain('127.0.0.1');
});

test('a line that was taken but not acknowledged is sent again', async () => {
  await using log = await createLog(100);
  await using local = await startCollector();
  local.behaviour = (response, _request, spans) => {
    local.spans.push(...spans);
    local.behaviour = undefined;
    response.destroy();
  };
  await using _following = follow(log, local);
  expect(await allSent(log, local)).toBe(await counted(log, lines));
  expect(local.spans.length).toBeGreaterThan(await counted(log, lines));
});

test('a chain that the collector refuses waits, and keeps no other from going', async () => {
  await using log = await createLog(2_000);
  await using local = await startCollector();
  const { rows } = await log.database.query<{ span: string; writer: string }>(
    `select content ->> 'span' as span, writer from audit.records where seq > 700 and content ->> 'activity' is not null
     order by seq limit 1`,
  );
  const poison = rows[0] ?? expect.unreachable();
  local.behaviour = (response, _request, spans) => {
    if (spans.some(({ spanId }) => spanId === poison.span)) return void response.writeHead(400).end();
    local.spans.push(...spans);
    acknowledge(response);
  };
  await using _following = follow(log, local);
  const positions = `select count(*) from (select max(seq) as seq from audit.records where writer <> '${poison.writer}') as chain
    join audit.otlp_positions using (seq)`;
  await vi.waitFor(async () => expect(await counted(log, positions)).toBe(1), { timeout: 20_000, interval: 50 });
  expect(await counted(log, `select seq as count from audit.otlp_positions where writer = '${poison.writer}'`)).toBe(
    500,
  );
  local.behaviour = undefined;
  expect(await allSent(log, local)).toBe(await counted(log, lines));
});

test('who follows next goes on where the last one was', async () => {
  await using log = await createLog(500);
  await using local = await startCollector();
  {
    await using _first = follow(log, local);
    await allSent(log, local);
  }
  const before = local.requests;
  await log.database.query(
    `insert into audit.records select at + interval '1 ms', writer, seq + 1, hash, content || jsonb_build_object('seq', seq + 1)
     from audit.records where content ->> 'activity' is not null order by seq desc limit 1`,
  );
  await using _second = follow(log, local);
  await allSent(log, local);
  expect(local.requests).toBe(before + 1);
});

test('of several gateways on one database one sends; when it ends another goes on', async () => {
  await using log = await createLog(4_000);
  await using local = await startCollector();
  const first = follow(log, local);
  await using _second = follow(log, local);
  await vi.waitFor(() => expect(local.requests).toBeGreaterThan(1), { timeout: 20_000, interval: 5 });
  await first[Symbol.asyncDispose]();
  expect(await allSent(log, local)).toBe(await counted(log, lines));
  const unacknowledged = 500;
  expect(local.spans.length).toBeLessThanOrEqual((await counted(log, lines)) + unacknowledged);
});

test('it goes on when its connection to the database is cut', async () => {
  await using log = await createLog(3_000);
  await using local = await startCollector();
  let cut = false;
  local.behaviour = (response, _request, spans) => {
    local.spans.push(...spans);
    if (cut) return acknowledge(response);
    cut = true;
    const end = `select count(pg_terminate_backend(pid)) from pg_stat_activity
      where datname = current_database() and application_name = 'korte-lijnen gateway otlp'`;
    void counted(log, end).then(() => acknowledge(response));
  };
  await using _following = follow(log, local);
  expect(await allSent(log, local)).toBe(await counted(log, lines));
});

test('the gateway may move a position, and nothing else of what was recorded', async () => {
  await using log = await createLog(1);
  const refused = { code: '42501' };
  await expect(log.database.query('update audit.records set seq = 2')).rejects.toMatchObject(refused);
  await expect(log.database.query('delete from audit.otlp_positions')).rejects.toMatchObject(refused);
});
