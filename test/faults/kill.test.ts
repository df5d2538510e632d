import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Rng } from '#lib/demo/rng.ts'
import { decodePayload } from '#test/corpus/decode-payload.ts'
import { compareWithTruth } from '#test/corpus/facts.ts'
import { unexplained } from '#test/corpus/known-differences.ts'
import { PayloadValues } from '#test/corpus/payload-values.ts'
import { loadScenarios, type Scenario } from '#test/corpus/payloads.ts'
import { sendUntilTaken } from '#test/corpus/send-scenario.ts'
import { startProduct, type Product } from '#test/support/product.ts'
import { createProjects, fetchRuns } from '#test/support/projects.ts'
import { waitUntil } from '#test/support/wait-until.ts'

const full = process.env['TACHO_TEST'] === 'full'
const kills = full ? 50 : 2
const victims = ['store', 'ingest', 'worker'] as const
/** One scenario of each framework in the small run. */
const scenarios = full ? loadScenarios() : loadScenarios('/success')

let product: Product
let keys: Map<string, string>

beforeAll(async () => {
  product = await startProduct()
  keys = await createProjects(product, scenarios.map(projectOf))
}, 600_000)

afterAll(async () => {
  expect(await product.stop()).toBe(0)
})

describe('kill -9 of store, ingest and worker while data comes in', () => {
  it('loses nothing that was acknowledged and counts nothing twice', { timeout: 2_400_000 }, async () => {
    const rng = new Rng(full ? 50 : 2)
    let sending = true
    const senders = sendAll().finally(() => (sending = false))
    let killed = 0
    while (killed < kills) {
      await sleep(rng.int(50, 1_500))
      if (!sending) break
      const victim = victims[killed % victims.length] ?? 'store'
      const pid: number = await runningPid(victim)
      process.kill(pid, 'SIGKILL')
      killed += 1
      // The supervisor restarts it; the next kill waits for that, or it would only ever hit one of them.
      await waitUntil(`${victim} to be started again`, async () =>
        pidOf(victim) === pid ? { notYet: 'still gone' } : { value: null },
      )
    }
    await senders
    console.log(`faults: ${killed} kills while ${scenarios.length} scenarios were sent`)
    for (const scenario of scenarios) await expectRunsOf(scenario)
  })
})

/** Everything is sent over and over until enough was killed, so that kills always meet traffic: repeats change nothing. */
async function sendAll(): Promise<void> {
  const rounds = full ? 6 : 4
  for (let round = 0; round < rounds; round += 1) {
    const variant = round % 2 === 0 ? 'captured' : 'gzip'
    for (const scenario of scenarios) {
      await sendUntilTaken(product.otlpUrl, keys.get(projectOf(scenario)) ?? '', scenario, variant)
    }
  }
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

function pidOf(name: string): number {
  const starts = [...product.output().matchAll(new RegExp(`^${name} +started \\(pid (\\d+)\\)`, 'gm'))]
  return Number(starts.at(-1)?.[1] ?? 0)
}

/** Waits for a process that is alive, for the one of the last line may just have been killed. */
async function runningPid(name: string): Promise<number> {
  return waitUntil(`a running ${name}`, async () => {
    const pid: number = pidOf(name)
    try {
      process.kill(pid, 0)
      return { value: pid }
    } catch {
      return { notYet: `pid ${pid} is gone` }
    }
  })
}

function projectOf(scenario: Scenario): string {
  return `kill-${scenario.name.replaceAll(/[^a-z0-9]+/g, '-').slice(0, 55)}`
}
