import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { getRun } from '#clickhouse/queries/runs/get-run.ts'
import { listConfig } from '#clickhouse/queries/config/list-config.ts'
import { Run, RunSpans, SpanDetail } from '#lib/domain/run.ts'
import { RunLogs } from '#lib/domain/run-logs.ts'
import { RunSearch } from '#lib/domain/run-search.ts'
import { NewShare, Share, ShareList } from '#lib/domain/share.ts'
import { normaliseSpan } from '#lib/normalise/index.ts'
import { createKey } from '#lib/server/keys.ts'
import { createProject } from '#lib/server/projects.ts'
import { signShare } from '#lib/server/share-token.ts'
import { callApi, errorOf, getBody, writeApi } from '../../support/api.ts'
import { insertPayload, insertSpans, startWorker, type TestWorker } from '../../support/app.ts'
import { testSpan, textAttribute } from '../../support/otlp.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { wholeScope } from '../../support/whole-scope.ts'
import { newTraceId } from '../worker/agent-trace.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
let worker: TestWorker
const [mine, neighbour, foreign] = [newTraceId(), newTraceId(), newTraceId()]
const spanOf = (traceId: string) => traceId.slice(0, 16)
const say = (text: string) => JSON.stringify([{ role: 'assistant', parts: [{ type: 'text', content: text }] }])

/** A run of one model call that says a word of its own. */
async function storeRun(project: string, traceId: string, word: string): Promise<void> {
  const record = testSpan({
    traceId,
    spanId: spanOf(traceId),
    name: 'chat gpt-4o',
    attributes: [
      textAttribute('gen_ai.operation.name', 'chat'),
      textAttribute('gen_ai.provider.name', 'openai'),
      textAttribute('gen_ai.request.model', 'gpt-4o'),
      textAttribute('gen_ai.output.messages', say(word)),
    ],
  })
  const { facts } = normaliseSpan({ project, record, rawBytes: 500 })
  await insertPayload(store.database, facts, record)
  await insertSpans(store.database, [facts])
}

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  for (const project of ['shared', 'elsewhere', 'race'])
    await createProject(store.database, { project, name: '', actor: 'test', now: new Date() })
  await storeRun('shared', mine, 'apple')
  await storeRun('shared', neighbour, 'banana')
  await storeRun('elsewhere', foreign, 'cherry')
  worker = await startWorker(store.dataDir)
  await worker.nudge()
  for (const [project, runId] of [
    ['shared', mine],
    ['shared', neighbour],
    ['elsewhere', foreign],
  ] as const) {
    await waitUntil<true>('the run', async () => {
      const rows = await getRun(store.database, wholeScope(project), { runId })
      return rows.length === 1 ? { value: true } : { notYet: 'no row' }
    })
  }
})

afterAll(async () => {
  await worker.stop()
  await store.stop()
})

async function share(project: string, runId: string, days = 7): Promise<NewShare & { token: string }> {
  const response = await writeApi('POST', `/${project}/runs/${runId}/share`, { days })
  expect(response.status).toBe(200)
  const made = NewShare.parse(await response.json())
  return { ...made, token: made.path.replace('/share/', '') }
}

const through = (token: string, runId: string, rest = '') => `/api/v1/share/${token}/runs/${runId}${rest}`
const listOf = async (project: string) => (await getBody(`/${project}/shares`, ShareList)).items

/** The project's secret, as an attacker never gets it. */
async function secretOf(project: string): Promise<string> {
  const [row] = await listConfig(store.database, { project, kind: 'share_secret' })
  const body: { secret: string } = JSON.parse(row?.body ?? '')
  return body.secret
}

describe('a shared link', () => {
  test('opens its run, its spans, its search and its logs, and nobody may keep them', async () => {
    const { token } = await share('shared', mine)
    expect((await getBody(through(token, mine), Run)).runId).toBe(mine)
    expect((await getBody(through(token, mine, '/spans'), RunSpans)).nodes).toHaveLength(1)
    const detail = await getBody(through(token, mine, `/spans/${spanOf(mine)}`), SpanDetail)
    expect(JSON.stringify(detail.content)).toContain('apple')
    expect((await getBody(through(token, mine, '/search?q=apple'), RunSearch)).totalCount).toBe(1)
    expect((await getBody(through(token, mine, '/search?q=banana'), RunSearch)).totalCount).toBe(0)
    expect((await getBody(through(token, mine, '/logs'), RunLogs)).items).toEqual([])
    expect((await callApi(through(token, mine))).headers.get('cache-control')).toBe('private, no-store')
  })

  test('opens nothing else', async () => {
    const { token } = await share('shared', mine)
    for (const runId of [neighbour, foreign])
      for (const rest of ['', '/spans', `/spans/${spanOf(runId)}`, '/search?q=a', '/logs'])
        expect(await errorOf(through(token, runId, rest))).toEqual({ status: 404, code: 'not_found' })
    expect(await errorOf(through(token, mine, `/spans/${spanOf(neighbour)}`))).toEqual({
      status: 404,
      code: 'not_found',
    })
  })

  test('is unknown when a character of it differs, or it is signed by another project', async () => {
    const { token, shareId, expiresAt } = await share('shared', mine)
    await share('elsewhere', foreign)
    for (const place of [0, 10, token.indexOf('.') + 1, token.length - 1]) {
      const changed = `${token.slice(0, place)}${token[place] === 'A' ? 'B' : 'A'}${token.slice(place + 1)}`
      expect((await errorOf(through(changed, mine))).status).toBe(404)
    }
    const claim = {
      project: 'shared',
      runId: neighbour,
      shareId,
      expiresAt: Date.parse(expiresAt) / 1000,
      secretVersion: 1,
    }
    for (const forged of [
      signShare(claim, await secretOf('elsewhere')),
      signShare(claim, ''),
      signShare({ ...claim, project: 'race' }, ''),
    ])
      expect((await errorOf(through(forged, neighbour))).status).toBe(404)
  })

  test.each(['x', '%2e%2e', 'a.b', '..%2f..%2fprojects%2fshared', `${'A'.repeat(500)}.${'B'.repeat(43)}`])(
    'cannot be %s',
    async (text) => expect([400, 404]).toContain((await callApi(through(encodeURIComponent(text), mine))).status),
  )

  test('is gone when it has expired, and when it is revoked', async () => {
    const { token, shareId } = await share('shared', mine)
    const claim = {
      project: 'shared',
      runId: mine,
      shareId,
      expiresAt: Math.floor(Date.now() / 1000) - 1,
      secretVersion: 1,
    }
    const expired = signShare(claim, await secretOf('shared'))
    expect(await errorOf(through(expired, mine))).toEqual({ status: 410, code: 'gone' })

    const revoked = await writeApi('DELETE', `/shared/shares/${shareId}`, {})
    expect(Share.parse(await revoked.json()).shareId).toBe(shareId)
    for (const rest of ['', '/spans', `/spans/${spanOf(mine)}`, '/search?q=a', '/logs'])
      expect(await errorOf(through(token, mine, rest))).toEqual({ status: 410, code: 'gone' })
    expect((await writeApi('DELETE', `/shared/shares/${shareId}`, {})).status).toBe(404)
  })

  test('is listed without what opens it, and only in its project', async () => {
    const { shareId, token, createdBy } = await share('elsewhere', foreign, 30)
    expect(createdBy).toBe('local')
    const listed = await listOf('elsewhere')
    expect(listed.map((each) => each.shareId)).toContain(shareId)
    expect(JSON.stringify(listed)).not.toContain(token.split('.')[1])
    expect((await listOf('shared')).map((each) => each.shareId)).not.toContain(shareId)
    expect((await writeApi('DELETE', `/shared/shares/${shareId}`, {})).status).toBe(404)
    expect((await callApi(through(token, foreign))).status).toBe(200)
  })
})

describe('making a link', () => {
  test.each([0, 31, 1.5, '7', null])('is refused for %j days', async (days) => {
    expect((await writeApi('POST', `/shared/runs/${mine}/share`, { days })).status).toBe(400)
  })

  test('is refused to a key that only reads, to other sites, and for runs that are not there', async () => {
    const reader = {
      project: 'shared',
      kind: 'read',
      name: 'r',
      tenant: null,
      expiresAt: null,
      actor: 'test',
      now: new Date(),
    } as const
    const { secret } = await createKey(store.database, reader)
    const path = `/shared/runs/${mine}/share`
    expect((await writeApi('POST', path, { days: 1 }, { authorization: `Bearer ${secret}` })).status).toBe(403)
    expect((await writeApi('POST', path, { days: 1 }, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await writeApi('POST', `/shared/runs/${foreign}/share`, { days: 1 })).status).toBe(404)
  })

  test('by many at once gives the project one secret that opens all of them', async () => {
    const raceRun = newTraceId()
    await storeRun('race', raceRun, 'plum')
    await worker.nudge()
    await waitUntil<true>('the run', async () => {
      const rows = await getRun(store.database, wholeScope('race'), { runId: raceRun })
      return rows.length === 1 ? { value: true } : { notYet: 'no row' }
    })
    const made = await Promise.all(Array.from({ length: 6 }, () => share('race', raceRun)))
    for (const { token } of made) expect((await callApi(through(token, raceRun))).status).toBe(200)
  })
})
