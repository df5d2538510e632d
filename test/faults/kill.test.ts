import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '#clickhouse/client.ts'
import { resolveConnection } from '#clickhouse/connection.ts'
import { findFreePort } from '#lib/cli/supervise/ports.ts'
import { Rng } from '#lib/demo/rng.ts'
import { decodePayload } from '#test/corpus/decode-payload.ts'
import { compareWithTruth } from '#test/corpus/facts.ts'
import { unexplained } from '#test/corpus/known-differences.ts'
import { PayloadValues } from '#test/corpus/payload-values.ts'
import { loadScenarios, type Scenario } from '#test/corpus/payloads.ts'
import { sendUntilTaken } from '#test/corpus/send-scenario.ts'
import { checkLedger } from '#test/support/fault-check.ts'
import { FaultLedger } from '#test/support/fault-ledger.ts'
import { FaultLoad } from '#test/support/fault-load.ts'
import { killPart, takesAgain } from '#test/support/fault-processes.ts'
import { expectUnharmed, inSeconds, quantile, reportFault } from '#test/support/fault-report.ts'
import { startProduct, type Product } from '#test/support/product.ts'
import { createProjects, fetchRuns } from '#test/support/projects.ts'
import { waitUntil } from '#test/support/wait-until.ts'

const full = process.env['TACHO_TEST'] === 'full'
const kills = full ? 50 : 3
const victims = ['store', 'ingest', 'worker'] as const
/** One scenario of each framework in the small run. */
const scenarios = full ? loadScenarios() : loadScenarios('/success')

let product: Product
let workerUrl: string
let db: Database
let keys: Map<string, string>

beforeAll(async () => {
  const workerPort = await findFreePort()
  workerUrl = `http://127.0.0.1:${workerPort}`
  product = await startProduct({ TACHO_WORKER_PORT: String(workerPort) })
  db = openDatabase(() => resolveConnection({ dataDir: product.dataDir }))
  keys = await createProjects(product, ['load', 'quiet', ...scenarios.map(projectOf)])
}, 600_000)

afterAll(async () => {
  await db.close()
  expect(await product.stop()).toBe(0)
})

describe.runIf(full)('kill -9 of store, ingest and worker while data comes in', () => {
  it('loses nothing that was acknowledged and counts nothing twice', { timeout: 2_400_000 }, async () => {
    const rng = new Rng(full ? 50 : 2)
    const ledger = new FaultLedger()
    const load = new FaultLoad({ target: () => product, key: keyOf('load'), ledger, rng: new Rng(7) })
    const sending = new AbortController()
    const scenariosSent = sendScenarios(sending.signal)
    const recoveriesMs: number[] = []
    for (let round = 0; round < kills; round += 1) {
      await sleep(rng.int(50, 1_500))
      const victim = victims[round % victims.length] ?? 'store'
      // Every other kill of the store meets merges of all that is there.
      if (victim === 'store' && rng.chance(0.5)) await startMerges(rng)
      const killedMs = Date.now()
      await killPart(product, victim)
      await (victim === 'worker' ? workerAnswers() : takesAgain(ledger, killedMs))
      recoveriesMs.push(Date.now() - killedMs)
    }
    sending.abort()
    await Promise.all([scenariosSent, load.finish()])
    const quiet = { project: 'quiet', key: keyOf('quiet'), otlpUrl: product.otlpUrl }
    const figures = await checkLedger({ db, ledger, project: 'load', quiet })
    reportFault(`kill -9: ${kills} kills`, figures, [
      `recovery p50 ${inSeconds(quantile(recoveriesMs, 0.5))}, p95 ${inSeconds(quantile(recoveriesMs, 0.95))}`,
      `${scenarios.length} captured scenarios beside it`,
    ])
    expectUnharmed(figures)
    for (const scenario of scenarios) await expectRunsOf(scenario)
  })
})

/** Logs and the coding CLIs: every scenario over and over while things are killed, and at least once; repeats change nothing. */
async function sendScenarios(signal: AbortSignal): Promise<void> {
  for (let round = 0; round === 0 || !signal.aborted; round += 1) {
    for (const scenario of scenarios) {
      if (round > 0 && signal.aborted) return
      await sendUntilTaken(product.otlpUrl, keyOf(projectOf(scenario)), scenario, round % 2 === 0 ? 'captured' : 'gzip')
    }
  }
}

async function startMerges(rng: Rng): Promise<void> {
  for (const table of ['spans', 'span_io', 'runs']) db.command(`OPTIMIZE TABLE ${table} FINAL`).catch(() => undefined) // It ends with the store.
  await sleep(rng.int(1, 150))
}

function workerAnswers(): Promise<null> {
  return waitUntil<null>(
    'the worker',
    async () => {
      const isWell = await fetch(`${workerUrl}/health`).then(
        ({ ok }) => ok,
        () => false,
      )
      return isWell ? { value: null } : { notYet: 'not well' }
    },
    { timeoutMs: 90_000, everyMs: 20 },
  )
}

async function expectRunsOf(scenario: Scenario): Promise<void> {
  const { spans, logs } = decodePayload(scenario)
  const values = new PayloadValues([...spans, ...logs])
  await waitUntil(
    scenario.name,
    async () => {
      const runs = await fetchRuns(product, projectOf(scenario)).catch(() => [])
      const problems = unexplained(scenario.name, compareWithTruth(runs, scenario, values))
      return problems.length === 0 ? { value: null } : { notYet: problems.join('; ') }
    },
    { timeoutMs: 90_000, everyMs: 500 },
  )
}

function keyOf(project: string): string {
  return keys.get(project) ?? ''
}

function projectOf(scenario: Scenario): string {
  return `kill-${scenario.name.replaceAll(/[^a-z0-9]+/g, '-').slice(0, 55)}`
}
