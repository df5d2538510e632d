import { getRun } from '#clickhouse/queries/runs/get-run.ts'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { encodeRows } from '#clickhouse/tables/columns.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import { spanIoTable } from '#clickhouse/tables/span-io.ts'
import type { SpanRecord } from '#lib/domain/otlp.ts'
import { normaliseLog, normaliseSpan } from '#lib/normalise/index.ts'
import { createProject } from '#lib/server/projects.ts'
import { insertLogs, insertSpans, type TestWorker } from '#test/support/app.ts'
import { testLog, testSpan, textAttribute } from '#test/support/otlp.ts'
import type { TestStore } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { wholeScope } from '#test/support/whole-scope.ts'
import { makeRun } from '../api/make-run.ts'

/** Whose data it is: every text of it says so, ids too. */
export type Owner = { project: string; tenant: string; environment: string; mark: string; digit: string }

/** Two parts of each project; the first of both have tenant and environment of one name. */
export const owners: readonly Owner[] = [
  { project: 'one', tenant: 'canary-one-a', mark: 'canary-one-a', digit: 'a' },
  { project: 'one', tenant: 'canary-one-b', mark: 'canary-one-b', digit: 'b' },
  { project: 'two', tenant: 'canary-one-a', mark: 'canary-two-a', digit: 'c' },
  { project: 'two', tenant: 'canary-two-b', mark: 'canary-two-b', digit: 'd' },
].map((owner) => ({ ...owner, environment: `environment-${owner.tenant}` }))
/** The key sees the first, and the second is another part of its project. */
export const [mine, neighbour] = [ownerOf('a'), ownerOf('b')]
export const foreign = owners.filter(({ digit }) => digit !== 'a')

/** Run 1 is of a session of its own, run 2 of one that all parts of the project share. */
export const runIdOf = ({ digit }: Owner, number: number) => `${digit.repeat(31)}${number}`
export const spanIdOf = ({ digit }: Owner, number: number) => `${digit.repeat(15)}${number}`
export const idsOf = (owner: Owner) => [1, 2].map((number) => runIdOf(owner, number))
/** A run that was the key's at first, and turned out to be its neighbour's. */
export const movedId = 'e'.repeat(32)

const startMs = Date.UTC(2026, 10, 20, 12)
const nanos = (ms: number) => (BigInt(ms) * 1_000_000n).toString()

/** Everything that only the others' data says. */
export function leaksIn(text: string): string[] {
  const marks = foreign.flatMap((owner) => [owner.mark, ...idsOf(owner), spanIdOf(owner, 1)])
  return [...marks, movedId].filter((mark) => text.includes(mark))
}

/** Both projects with all runs, derived by the worker. */
export async function storeMarkedRuns(store: TestStore, worker: TestWorker): Promise<void> {
  for (const project of ['one', 'two'])
    await createProject(store.database, { project, name: '', actor: 'test', now: new Date() })
  for (const owner of owners) for (const number of [1, 2]) await storeRun(store, owner, number)
  await worker.nudge()
  for (const owner of owners)
    for (const runId of idsOf(owner))
      await waitUntil<true>('the run', async () => {
        const [row] = await getRun(store.database, wholeScope(owner.project), { runId })
        return row?.tenant === owner.tenant ? { value: true } : { notYet: row?.tenant ?? 'no row' }
      })
  await storeMoved(store)
}

function ownerOf(digit: string): Owner {
  const found = owners.find((owner) => owner.digit === digit)
  if (found === undefined) throw new Error(`no owner ${digit}`)
  return found
}

function spanOf(owner: Owner, number: number): SpanRecord {
  const { mark, tenant, environment } = owner
  const say = (role: string, content: string) => JSON.stringify([{ role, parts: [{ type: 'text', content }] }])
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': `model-${mark}`,
    'gen_ai.agent.name': `agent-${mark}`,
    'gen_ai.agent.version': `version-${mark}`,
    'gen_ai.input.messages': say('user', `question ${mark} needle`),
    'gen_ai.output.messages': say('assistant', `answer ${mark} needle`),
    'gen_ai.conversation.id': number === 1 ? `session-${mark}` : 'shared',
    'tenant.id': tenant,
    feature: `feature-${mark}`,
    'task.type': `task-${mark}`,
    'user.id': `user-${mark}`,
    environment,
    note: `note ${mark} needle`,
  }
  const startTimeUnixNano = nanos(startMs + number * 60_000)
  return testSpan({
    traceId: runIdOf(owner, number),
    spanId: spanIdOf(owner, number),
    name: `name-${mark}`,
    startTimeUnixNano,
    endTimeUnixNano: nanos(startMs + number * 60_000 + 1_000),
    status: { code: 2, message: `error ${mark} needle` },
    attributes: Object.entries(attributes).map(([key, value]) => textAttribute(key, value)),
    events: [
      {
        timeUnixNano: startTimeUnixNano,
        name: `event-${mark}`,
        attributes: [textAttribute('detail', `detail ${mark} needle`)],
        droppedAttributesCount: 0,
      },
    ],
  })
}

async function storeRun({ database }: TestStore, owner: Owner, number: number): Promise<void> {
  const { project, mark } = owner
  const record = spanOf(owner, number)
  const { facts } = normaliseSpan({ project, record, rawBytes: 1_000 })
  const text = { truncatedBytes: 0, newInput: `question ${mark} needle`, outputText: `answer ${mark} needle` }
  const at = { receivedAt: Date.now(), writtenAt: Date.now() }
  const { traceId, spanId, startNs } = facts
  const payload = { project, traceId, spanId, startNs, raw: JSON.stringify(record), ...text, ...at }
  await database.insert(spanIoTable.name, encodeRows(spanIoTable, [payload]), {
    format: 'Native',
    columns: spanIoTable.columns.map(({ name }) => name),
  })
  await insertSpans(database, [facts])
  const log = testLog({
    traceId,
    spanId,
    timeUnixNano: nanos(startMs + number * 60_000),
    body: { stringValue: `log ${mark} needle` },
    eventName: `log-event-${mark}`,
  })
  await insertLogs(database, [{ facts: normaliseLog({ project, record: log, rawBytes: 1 }).facts, record: log }])
}

async function storeMoved({ database }: TestStore): Promise<void> {
  const first = makeRun({
    project: 'one',
    runId: movedId,
    startedAt: nanos(startMs),
    tenant: mine.tenant,
    environment: mine.environment,
    session: 'moved',
    inputPreview: 'moved needle',
  })
  const { tenant, environment } = neighbour
  const moved = { ...first, version: 2, tenant, environment, inputPreview: `moved ${neighbour.mark} needle` }
  for (const run of [first, moved]) await insertRuns(database, [runInsert(run, hourOf(run.startedAt))])
}
