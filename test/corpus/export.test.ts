import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { defineSystemQuery } from '#clickhouse/define-system-query.ts'
import { Run, RunList, SpanDetail } from '#lib/domain/run.ts'
import { createKey } from '#lib/server/keys.ts'
import { createProject } from '#lib/server/projects.ts'
import { callApi, getBody } from '#test/support/api.ts'
import { startWorker, type TestWorker } from '#test/support/app.ts'
import { startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { loadScenarios, type Scenario } from './payloads.ts'
import { sendScenario } from './send-scenario.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

const few = [
  'claude-code/subagent',
  'gemini-cli/tool_error',
  'langchain-openinference/multi_agent',
  'vercel-ai-sdk-v6/success',
]
const isFull = process.env['TACHO_TEST'] === 'full'
const scenarios = loadScenarios().filter(({ name }) => isFull || few.some((part) => name.startsWith(part)))

let store: TestStore
let ingest: IngestProcess
let worker: TestWorker
const keys = new Map<string, string>()
const projectOf = ({ name }: Scenario, copy: 'sent' | 'again') => `${name.replaceAll(/[^a-z0-9]+/g, '-')}-${copy}`

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  for (const project of scenarios.flatMap((each) => [projectOf(each, 'sent'), projectOf(each, 'again')])) {
    const common = { project, tenant: null, expiresAt: null, actor: 'test', now: new Date() }
    await createProject(store.database, { ...common, name: '' })
    const { secret } = await createKey(store.database, { ...common, kind: 'ingest', name: 'test' })
    keys.set(project, secret)
  }
  worker = await startWorker(store.dataDir)
  ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
  await Promise.all(scenarios.map(sendTwice))
}, 600_000)

const runsSent = new Map<Scenario, Run[]>()

/** Sends what was captured to one project, and what is exported there to another. */
async function sendTwice(scenario: Scenario): Promise<void> {
  const [sent, again] = [projectOf(scenario, 'sent'), projectOf(scenario, 'again')]
  await sendScenario(ingest.url, keys.get(sent) ?? '', scenario, 'captured')
  const runs = await settledRuns(sent)
  runsSent.set(scenario, runs)
  for (const { runId } of runs) {
    const lines = (await textOf(sent, runId, 'otlp')).trimEnd().split('\n')
    for (const line of lines) await sendLine(line, again)
  }
}

afterAll(async () => {
  await ingest.stop()
  await worker.stop()
  await store.stop()
})

const rawTexts = defineSystemQuery({
  name: 'test-raw',
  params: z.object({ project: z.string() }),
  row: z.object({ id: z.string(), raw: z.string() }),
  sql: `
SELECT concat(trace_id, span_id) AS id, raw FROM span_io
WHERE project = {project:String} ORDER BY row_version DESC LIMIT 1 BY id
UNION ALL
SELECT log_id AS id, raw FROM log_records
WHERE project = {project:String} ORDER BY row_version DESC LIMIT 1 BY id`,
})

const storedIn = async (project: string) =>
  new Map((await rawTexts(store.database, { project })).map(({ id, raw }) => [id, raw]))

async function runsOf(project: string): Promise<Run[]> {
  const { items } = await getBody(`/${project}/runs?limit=200`, RunList)
  return items.toSorted(
    (a, b) => a.startedAt.localeCompare(b.startedAt) || a.traceIds.join().localeCompare(b.traceIds.join()),
  )
}

const storeTime = defineSystemQuery({
  name: 'test-store-time',
  params: z.object({}),
  row: z.object({ ms: z.number() }),
  sql: 'SELECT toUnixTimestamp64Milli(now64(3)) AS ms',
})

/** The runs once all that was acknowledged so far is in them. */
async function settledRuns(project: string): Promise<Run[]> {
  const [now] = await storeTime(store.database, {})
  await waitUntil<true>(
    `the runs of ${project}`,
    async () => {
      await worker.nudge()
      const derivedTo = Number(/^tacho_worker_derived_to_seconds (\S+)$/m.exec(await worker.metrics())?.[1])
      return derivedTo * 1000 > (now?.ms ?? Infinity) ? { value: true } : { notYet: `derived to ${derivedTo}` }
    },
    { timeoutMs: 120_000, everyMs: 500 },
  )
  return runsOf(project)
}

async function sendLine(line: string, project: string): Promise<void> {
  const path = line.startsWith('{"resourceSpans"') ? '/v1/traces' : '/v1/logs'
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${keys.get(project)}` }
  const response = await fetch(new URL(path, ingest.url), { method: 'POST', headers, body: line })
  expect({ status: response.status, body: await response.json() }).toEqual({ status: 200, body: {} })
}

const textOf = async (project: string, runId: string, format: string) =>
  (await callApi(`/${project}/runs/${runId}/export?format=${format}`)).text()

/** Without what depends on the project's name and on when the run was assembled. */
function comparable(run: Run): Partial<Run> {
  return { ...run, project: '', version: 0, runId: run.traceIds.length === 1 ? run.runId : '' }
}

describe.concurrent.each(scenarios)('$name', (scenario) => {
  const [sent, again] = [projectOf(scenario, 'sent'), projectOf(scenario, 'again')]

  it('comes back from its export: the same runs, of the same bytes', async () => {
    const runs = runsSent.get(scenario) ?? []
    const repeated = await settledRuns(again)
    expect(repeated.map(comparable)).toEqual(runs.map(comparable))
    const [first, second] = [await storedIn(sent), await storedIn(again)]
    for (const [id, raw] of second) expect(raw).toBe(first.get(id))
  })

  it('is whole as JSON', async () => {
    for (const run of runsSent.get(scenario) ?? []) {
      const whole = Exported.parse(JSON.parse(await textOf(sent, run.runId, 'json')))
      expect(whole.run).toEqual(run)
      const sample = isFull ? whole.spans : [...whole.spans.slice(0, 2), ...whole.spans.slice(-2)]
      for (const detail of sample) {
        const { node } = detail
        expect(detail).toEqual(await getBody(`/${sent}/runs/${run.runId}/spans/${node.spanId}`, SpanDetail))
      }
      expect(whole.spans.length).toBeGreaterThanOrEqual(run.spanCount)
    }
  })

  it('reads as Markdown with balanced fences', async () => {
    for (const run of runsSent.get(scenario) ?? []) {
      const text = await textOf(sent, run.runId, 'markdown')
      expect(text).toContain(run.runId)
      expect(openFence(text)).toBe('')
    }
  })
})

const Exported = z.object({
  run: Run,
  loops: z.array(z.unknown()),
  spans: z.array(SpanDetail),
  logs: z.array(z.unknown()),
})

/** The fence that is still open at the end. */
function openFence(text: string): string {
  let open = ''
  for (const line of text.split('\n')) {
    const fence = /^`{3,}/.exec(line)?.[0] ?? ''
    if (open === '') open = fence
    else if (line === open) open = ''
  }
  return open
}
