import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client'
import { request as httpRequest } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isEmbedded, startStore, type TestStore } from '../../support/store.ts'

let store: TestStore
let client: ClickHouseClient
beforeAll(async () => {
  store = await startStore()
  client = createClient({ ...store.connection, log: { level: ClickHouseLogLevel.OFF } })
  await client.command({ query: 'CREATE TABLE t (id UInt64) ENGINE = MergeTree ORDER BY id' })
})
afterAll(async () => {
  await client.close()
  await store.stop()
})

async function rows<T>(query: string, settings: Record<string, string | number> = {}): Promise<T[]> {
  const result = await client.query({ query, format: 'JSONEachRow', clickhouse_settings: settings })
  return result.json<T>()
}

describe('settings', () => {
  const threads = (): Promise<{ threads: number }[]> => rows("SELECT getSetting('max_block_size') AS threads")

  test('of one request never reach another, with many at once', async () => {
    const [usual] = await threads()
    const ask = async (index: number): Promise<void> => {
      const own = 1_000 + index
      const [inUrl] = await rows<{ n: number }>("SELECT getSetting('max_block_size') AS n", {
        max_block_size: String(own),
      })
      const [inText] = await rows<{ n: number }>(
        `SELECT getSetting('max_block_size') AS n SETTINGS max_block_size = ${own}`,
      )
      const [none] = await threads()
      expect([inUrl?.n, inText?.n, none?.threads]).toEqual([own, own, usual?.threads])
    }
    await Promise.all(Array.from({ length: 40 }, (_, index) => ask(index)))
  })

  test('SET has no effect beyond its request; parameters neither', async () => {
    const [usual] = await threads()
    await client.command({ query: 'SET max_block_size = 77' })
    expect(await threads()).toEqual([usual])
    await client
      .query({ query: 'SELECT {secret:String}', query_params: { secret: 'x' }, format: 'JSONEachRow' })
      .then((r) => r.json())
    await expect(rows('SELECT {secret:String}')).rejects.toMatchObject({ code: '456' })
  })

  test('readonly holds for its own request, given in the URL or the text', async () => {
    const insert = client.command({ query: 'INSERT INTO t SELECT 1', clickhouse_settings: { readonly: '1' } })
    await expect(insert).rejects.toMatchObject({ code: '164' })
    await client.command({ query: 'INSERT INTO t SELECT 1' })
    expect(await rows('SELECT id FROM t SETTINGS readonly = 1, max_execution_time = 5')).toEqual([{ id: 1 }])
  })

  test('unknown and malformed names are refused', async () => {
    await expect(rows('SELECT 1', { no_such_setting: 1 })).rejects.toMatchObject({ code: '115' })
    await expect(rows('SELECT 1', { 'max_threads = 1, readonly': 1 })).rejects.toMatchObject({ code: '115' })
  })
})

describe('errors', () => {
  test.each([
    ['SELECT * FROM no_such_table', '60', 'UNKNOWN_TABLE', 404],
    ['SELECT no_such_column FROM t', '47', 'UNKNOWN_IDENTIFIER', 404],
    ['SELECT FROM WHERE', '62', 'SYNTAX_ERROR', 400],
    ["SELECT toUInt8('x')", '6', 'CANNOT_PARSE_TEXT', 400],
    ["SELECT throwIf(1, 'boom')", '395', 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO', 400],
    ['SELECT sleepEachRow(1) FROM numbers(3) SETTINGS max_execution_time = 1', '159', 'TIMEOUT_EXCEEDED', 408],
  ])('%s', async (query, code, type, status) => {
    await expect(rows(query)).rejects.toMatchObject({ code, type })
    const response = await post(query)
    expect(response.headers.get('x-clickhouse-exception-code')).toBe(code)
    expect(await response.text()).toMatch(new RegExp(`^Code: ${code}\\. DB::Exception: .*\\(${type}\\)`, 's'))
    expect(response.status).toBe(isEmbedded ? status : response.status)
  })

  test('in the middle of a result reach the reader', async () => {
    await expect(rows('SELECT throwIf(number = 900000) FROM numbers(1000000)')).rejects.toMatchObject({ code: '395' })
  })

  test('with wait_end_of_query come as status', async () => {
    const response = await post('SELECT throwIf(number = 900000) FROM numbers(1000000)', { wait_end_of_query: '1' })
    expect(response.status).toBeGreaterThanOrEqual(400)
  })

  test('several statements are refused', async () => {
    await expect(client.command({ query: 'SELECT 1; DROP TABLE t' })).rejects.toMatchObject({ code: '62' })
    // What follows the rows is data to the parser, whether it complains or not.
    await Promise.allSettled([client.command({ query: 'INSERT INTO t VALUES (5); DROP TABLE t' })])
    expect(await rows('EXISTS TABLE t')).toEqual([{ result: 1 }])
  })
})

describe('cancel', () => {
  test('a client that goes ends its query', async () => {
    const leaving = new AbortController()
    const query = "SELECT sum(sipHash64(number, 'cancel-me')) FROM numbers(100000000000)"
    const asked = client.query({
      query,
      format: 'JSONEachRow',
      abort_signal: leaving.signal,
      clickhouse_settings: { cancel_http_readonly_queries_on_client_close: 1 },
    })
    const running = async (): Promise<number> =>
      (await rows("SELECT 1 FROM system.processes WHERE query LIKE '%cancel-me%' AND query NOT LIKE '%processes%'"))
        .length
    while ((await running()) === 0) await sleep(20)
    leaving.abort()
    await expect(asked).rejects.toThrow(/abort/)
    while ((await running()) > 0) await sleep(20)
  })

  test('while it waits for its turn, and the others go on', async () => {
    const leaving = Array.from({ length: 8 }, () => new AbortController())
    const asked = leaving.map(({ signal }) =>
      client.query({
        query: 'SELECT sum(sipHash64(number)) FROM numbers(100000000000)',
        abort_signal: signal,
        clickhouse_settings: { cancel_http_readonly_queries_on_client_close: 1 },
      }),
    )
    const ended = Promise.allSettled(asked)
    await sleep(200)
    for (const controller of leaving) controller.abort()
    await ended
    expect(await rows('SELECT 1 AS one')).toEqual([{ one: 1 }])
  })
})

describe.runIf(isEmbedded)('who may call', () => {
  test.each([
    ['no credentials', {}, 401],
    ['a wrong password', { authorization: `Basic ${Buffer.from('tachograph:no').toString('base64')}` }, 403],
    ['another user', { 'x-clickhouse-user': 'default', 'x-clickhouse-key': '' }, 403],
    ['a broken header', { authorization: 'Basic !!!' }, 401],
  ])('%s', async (_, headers, status) => {
    expect((await send('SELECT 1', headers)).status).toBe(status)
  })

  test('headers and URL carry credentials too', async () => {
    const { username, password } = store.connection
    expect((await send('SELECT 1', { 'x-clickhouse-user': username, 'x-clickhouse-key': password })).body).toBe('1\n')
    expect((await send('SELECT 1', {}, `/?${new URLSearchParams({ user: username, password })}`)).body).toBe('1\n')
  })

  test.each(['evil.example', 'localhost', 'localhost:1', '127.0.0.1.evil.example'])(
    'Host %j is refused',
    async (host) => {
      expect((await send('SELECT 1', { ...basic(), host })).status).toBe(403)
      expect((await send('', { host }, '/ping')).status).toBe(403)
    },
  )

  test('localhost with the port is welcome, an Origin never', async () => {
    const host = `localhost:${new URL(store.connection.url).port}`
    expect((await send('SELECT 1', { ...basic(), host })).body).toBe('1\n')
    for (const origin of ['http://evil.example', 'null', store.connection.url]) {
      expect((await send('SELECT 1', { ...basic(), origin })).status).toBe(403)
    }
  })

  test('ping needs no password, other paths are not there', async () => {
    expect((await send('', {}, '/ping')).body).toBe('Ok.\n')
    expect((await send('', basic(), '/play')).status).toBe(404)
  })

  test('GET reads only', async () => {
    const url = (query: string): string => `${store.connection.url}/?${new URLSearchParams({ query })}`
    expect(await (await fetch(url('SELECT 7'), { headers: basic() })).text()).toBe('7\n')
    expect((await fetch(url('DROP TABLE t'), { headers: basic() })).headers.get('x-clickhouse-exception-code')).toBe(
      '164',
    )
  })
})

test('an insert whose body breaks off stores nothing', async () => {
  const { hostname, port } = new URL(store.connection.url)
  const query = new URLSearchParams({ query: 'INSERT INTO t FORMAT CSV', database: store.connection.database })
  const sent = httpRequest({
    hostname,
    port,
    path: `/?${query}`,
    method: 'POST',
    headers: { ...basic(), 'content-length': 1_000 },
  })
  const broken = new Promise((resolve) => {
    sent.on('error', resolve)
  })
  sent.write('424242\n')
  await sleep(100)
  sent.destroy(new Error('broken off'))
  await broken
  await sleep(100)
  expect(await rows('SELECT id FROM t WHERE id = 424242')).toEqual([])
})

describe.runIf(isEmbedded)('nothing reaches outside', () => {
  test.each([
    "SELECT * FROM file('/etc/passwd', 'LineAsString')",
    "SELECT file('/etc/passwd')",
    "SELECT FILE('/etc/passwd')",
    "SELECT `file`('/etc/passwd')",
    'SELECT "f\\x69le"(\'/etc/passwd\')',
    "SELECT file /* */ ('/etc/passwd')",
    "SELECT 1 WHERE 1 IN (SELECT length(line) FROM file('/etc/passwd', 'LineAsString'))",
    "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
    "SELECT * FROM s3('http://127.0.0.1:1/b/k')",
    "SELECT * FROM remote('127.0.0.1', system.one)",
    "SELECT * FROM executable('id', 'TSV', 'a String')",
    "SELECT * FROM filesystem('/etc')",
    "SELECT * FROM sqlite('/tmp/x.db', 't')",
    "SELECT 1 INTO OUTFILE '/tmp/tacho-outfile'",
    "INSERT INTO t FROM INFILE '/etc/passwd' FORMAT CSV",
    "INSERT INTO t SELECT length(line) FROM file('/etc/passwd', 'LineAsString')",
    "INSERT INTO t SELECT length(file('/etc/passwd'))",
    "INSERT INTO FUNCTION file('/tmp/tacho-outfile', 'CSV', 'a UInt8') SELECT 1",
    "INSERT INTO TABLE FUNCTION url('http://127.0.0.1:1/', 'CSV', 'a UInt8') SELECT 1",
    "CREATE TABLE evil (line String) ENGINE = File('LineAsString', '/etc/passwd')",
    'CREATE TABLE evil (line String) ENGINE File(LineAsString)',
    "CREATE TABLE evil (line String) ENGINE = URL('http://127.0.0.1:1/', 'LineAsString')",
    "CREATE TABLE evil AS file('/etc/passwd', 'LineAsString')",
    "CREATE VIEW evil AS SELECT file('/etc/passwd') AS content",
    "CREATE DICTIONARY evil (k UInt64, v String) PRIMARY KEY k SOURCE(FILE(path '/etc/passwd' format 'TSV')) LAYOUT(FLAT()) LIFETIME(0)",
    "CREATE NAMED COLLECTION evil AS url = 'http://127.0.0.1:1/'",
    "CREATE DATABASE evil ENGINE = Filesystem('/etc')",
    "CREATE DATABASE evil ENGINE = SQLite('/tmp/x.db')",
    "EXPLAIN SELECT file('/etc/passwd')",
  ])('%s', async (query) => {
    await expect(client.command({ query })).rejects.toMatchObject({ code: expect.stringMatching(/^(497|164|62)$/) })
  })

  test('a read can neither write nor create', async () => {
    for (const query of ['WITH 1 AS a INSERT INTO t SELECT a', 'ATTACH TABLE x', 'GRANT ALL ON *.* TO x', '1 + 1']) {
      await expect(rows(query)).rejects.toMatchObject({ code: expect.stringMatching(/^\d+$/) })
    }
  })

  test('settings name no files', async () => {
    const inText = "SELECT 1 SETTINGS format_template_row = '/etc/hostname' FORMAT Template"
    await expect(client.command({ query: inText })).rejects.toMatchObject({ code: '497' })
    const asked = client.command({
      query: 'SELECT 1 FORMAT Template',
      clickhouse_settings: { format_schema: '/etc/hostname' },
    })
    await expect(asked).rejects.toMatchObject({ code: '497' })
  })

  test('backups stay in their folder', async () => {
    await client.command({ query: "BACKUP TABLE t TO File('first')" })
    await expect(client.command({ query: "BACKUP TABLE t TO File('/tmp/tacho-backup')" })).rejects.toMatchObject({
      code: expect.stringMatching(/^\d+$/),
    })
    await expect(client.command({ query: "BACKUP TABLE t TO S3('http://127.0.0.1:1/b')" })).rejects.toMatchObject({
      code: '497',
    })
  })

  test('what only computes is welcome', async () => {
    expect(await rows('SELECT sum(number) AS s FROM numbers(4)')).toEqual([{ s: 6 }])
    expect(await rows("SELECT a FROM values('a UInt8', 1, 2)")).toEqual([{ a: 1 }, { a: 2 }])
    expect(await rows("SELECT 'file(x)' AS file, 'INTO OUTFILE' AS url")).toEqual([
      { file: 'file(x)', url: 'INTO OUTFILE' },
    ])
  })
})

function basic(): Record<string, string> {
  const { username, password } = store.connection
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
}

function post(query: string, parameters: Record<string, string> = {}): Promise<Response> {
  const url = `${store.connection.url}/?${new URLSearchParams({ database: store.connection.database, ...parameters })}`
  return fetch(url, { method: 'POST', headers: basic(), body: query })
}

/** fetch() sets Host itself and drops Origin rules; this sends what it is told. */
function send(body: string, headers: Record<string, string>, path = '/'): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(store.connection.url)
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { hostname, port, path, method: body === '' ? 'GET' : 'POST', headers, agent: false },
      (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString()
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
