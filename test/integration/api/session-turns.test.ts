import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { SessionDetail } from '#lib/server/services/sessions/get-session.ts'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import type { SpanRecord } from '#lib/domain/otlp.ts'
import { SessionList, type Run } from '#lib/domain/run.ts'
import { SessionSort, SessionTurns, type SessionTurn } from '#lib/domain/session.ts'
import { normaliseSpan } from '#lib/normalise/index.ts'
import { preview } from '#lib/normalise/preview.ts'
import { createProject } from '#lib/server/projects.ts'
import { insertPayload, insertSpans } from '../../support/app.ts'
import { errorOf, getBody } from '../../support/api.ts'
import { testSpan, textAttribute } from '../../support/otlp.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { makeRun } from './make-run.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
const project = 'talks'
const session = 'a/b %c'
const noonMs = Date.UTC(2026, 10, 20, 12)
const id = (number: number) => number.toString(16).padStart(32, '0')
const at = (seconds: number) => (BigInt(noonMs + seconds * 1_000) * 1_000_000n).toString()

const longAnswer = `# Findings\n\n${'One more sentence of the report. '.repeat(40)}`
const longQuestion = `Please look into this:\n\n- ${'a point that matters\n- '.repeat(30)}`

/** Turn 1 asks and answers at length, turn 2 in brief, turn 3 has lost its spans. */
const spoken = [
  { question: longQuestion, answer: longAnswer, stored: true },
  { question: 'And in brief?', answer: 'No.', stored: true },
  { question: longQuestion, answer: longAnswer, stored: false },
]
const turns: Run[] = spoken.map(({ question, answer }, index) =>
  makeRun({
    project,
    runId: id(index + 1),
    session,
    startedAt: at(index * 60),
    endedAt: at(index * 60 + 10),
    durationNs: 10e9,
    toolErrors: index,
    inputPreview: preview(question),
    outputPreview: preview(answer),
  }),
)
const many: Run[] = Array.from({ length: 45 }, (_, index) =>
  makeRun({
    project,
    runId: id(1_000 + index),
    session: 'many',
    startedAt: at(index),
    endedAt: at(index + 1),
    durationNs: 5e8,
    inputPreview: `question ${index}`,
    costUsd: '1.000000000000',
    costStatus: 'priced',
  }),
)

function chat(runId: string, startNs: string, question: string, answer: string): SpanRecord {
  const says = (role: string, content: string) => JSON.stringify([{ role, parts: [{ type: 'text', content }] }])
  return testSpan({
    traceId: runId,
    name: 'chat gpt-4o',
    startTimeUnixNano: startNs,
    endTimeUnixNano: startNs,
    attributes: [
      textAttribute('gen_ai.operation.name', 'chat'),
      textAttribute('gen_ai.request.model', 'gpt-4o'),
      textAttribute('gen_ai.input.messages', says('user', question)),
      textAttribute('gen_ai.output.messages', says('assistant', answer)),
    ],
  })
}

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  await createProject(store.database, { project, name: '', actor: 'test', now: new Date() })
  await insertRuns(
    store.database,
    [...turns, ...many].map((run) => runInsert(run, hourOf(run.startedAt))),
  )
  for (const [index, { question, answer, stored }] of spoken.entries()) {
    if (!stored) continue
    const record = chat(id(index + 1), at(index * 60), question, answer)
    const { facts } = normaliseSpan({ project, record, rawBytes: 100 })
    await insertSpans(store.database, [facts])
    await insertPayload(store.database, facts, record)
  }
})

afterAll(() => store.stop())

const turnsOf = (name: string, query = '') =>
  getBody(`/${project}/sessions/${encodeURIComponent(name)}/turns${query}`, SessionTurns)

describe('the turns of a session', () => {
  test('say all that was asked and answered, and where only the beginning is at hand', async () => {
    const { items, nextCursor } = await turnsOf(session)
    expect(nextCursor).toBeNull()
    expect(items.map(({ run }) => run.runId)).toEqual([id(1), id(2), id(3)])
    expect(items[0]).toMatchObject({
      input: { text: longQuestion, isWhole: true },
      output: { text: longAnswer, isWhole: true },
    })
    expect(items[1]).toMatchObject({
      input: { text: 'And in brief?', isWhole: true },
      output: { text: 'No.', isWhole: true },
    })
    expect(items[2]).toMatchObject({
      input: { text: preview(longQuestion), isWhole: false },
      output: { text: preview(longAnswer), isWhole: false },
    })
  })

  test('come in pages, each turn once and in order', async () => {
    const seen: SessionTurn[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: SessionTurns = await turnsOf('many', `?limit=20${cursor === '' ? '' : `&cursor=${cursor}`}`)
      expect(page.items.length).toBeLessThanOrEqual(20)
      seen.push(...page.items)
      cursor = page.nextCursor
    }
    expect(seen.map(({ input }) => input.text)).toEqual(many.map(({ inputPreview }) => inputPreview))
  })

  test('of no session are not found', async () => {
    expect(await errorOf(`/${project}/sessions/nobody/turns`)).toEqual({ status: 404, code: 'not_found' })
  })
})

describe('a session', () => {
  test('sums what its turns took, without the time between them', async () => {
    const path = `/${project}/sessions/${encodeURIComponent(session)}`
    const { session: summary, items } = await getBody(`${path}?limit=0`, SessionDetail)
    expect(summary).toMatchObject({ runs: 3, durationNs: 30e9, toolErrors: 3, startedAt: at(0), endedAt: at(130) })
    expect(items).toEqual([])
  })

  test.each(SessionSort.options)('is listed by %s, both ways and over pages', async (sort) => {
    const read = async (order: string) => {
      const first = await getBody(`/${project}/sessions?sort=${sort}&order=${order}&limit=1`, SessionList)
      const cursor = `&cursor=${first.nextCursor}`
      const second = await getBody(`/${project}/sessions?sort=${sort}&order=${order}&limit=1${cursor}`, SessionList)
      expect(second.nextCursor).toBeNull()
      return [...first.items, ...second.items].map((each) => each.session)
    }
    const [down, up] = [await read('desc'), await read('asc')]
    expect(down.toSorted()).toEqual([session, 'many'].toSorted())
    // Unknown comes last both ways.
    if (!['inputTokens', 'outputTokens', 'costUsd'].includes(sort)) expect(up).toEqual(down.toReversed())
  })
})
