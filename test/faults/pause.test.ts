import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase, type Database } from '#clickhouse/client.ts'
import { resolveConnection } from '#clickhouse/connection.ts'
import { Rng } from '#lib/demo/rng.ts'
import { checkLedger } from '#test/support/fault-check.ts'
import { FaultLedger } from '#test/support/fault-ledger.ts'
import { FaultLoad } from '#test/support/fault-load.ts'
import { runningPid, startsOf, takesAgain, type Part } from '#test/support/fault-processes.ts'
import { expectUnharmed, inSeconds, reportFault } from '#test/support/fault-report.ts'
import { startProduct, type Product } from '#test/support/product.ts'
import { createProjects, fetchRuns } from '#test/support/projects.ts'
import { waitUntil } from '#test/support/wait-until.ts'

const full = process.env['TACHO_TEST'] === 'full'
/** In seconds: beyond what requests wait for the store (5), what an insert may take (30) and what clients wait (35). */
const pauses: readonly { part: Part; seconds: number }[] = full
  ? [
      { part: 'store', seconds: 8 },
      { part: 'ingest', seconds: 12 },
      { part: 'worker', seconds: 75 },
      { part: 'store', seconds: 40 },
      { part: 'web', seconds: 20 },
      { part: 'ingest', seconds: 40 },
    ]
  : [
      { part: 'store', seconds: 2 },
      { part: 'ingest', seconds: 1 },
      { part: 'worker', seconds: 1 },
      { part: 'web', seconds: 1 },
    ]
const parts = ['store', 'ingest', 'worker', 'web'] as const

let product: Product
let db: Database
let keys: Map<string, string>

beforeAll(async () => {
  product = await startProduct()
  db = openDatabase(() => resolveConnection({ dataDir: product.dataDir }))
  keys = await createProjects(product, ['load', 'quiet'])
}, 600_000)

afterAll(async () => {
  await db.close()
  expect(await product.stop()).toBe(0)
})

it.runIf(full)(
  'processes that stand still for a while lose nothing, count nothing twice and are not taken for dead',
  {
    timeout: 1_200_000,
  },
  async () => {
    const ledger = new FaultLedger()
    const load = new FaultLoad({ target: () => product, key: keys.get('load') ?? '', ledger, rng: new Rng(23) })
    const resumedMs: number[] = []
    await takesAgain(ledger, 0)
    for (const { part, seconds } of pauses) {
      const pid = await runningPid(product, part)
      process.kill(pid, 'SIGSTOP')
      try {
        await sleep(seconds * 1_000)
      } finally {
        process.kill(pid, 'SIGCONT')
      }
      const continuedMs = Date.now()
      await (part === 'web' ? pagesAnswer() : takesAgain(ledger, continuedMs))
      resumedMs.push(Date.now() - continuedMs)
    }
    await load.finish()
    const quiet = { project: 'quiet', key: keys.get('quiet') ?? '', otlpUrl: product.otlpUrl }
    const figures = await checkLedger({ db, ledger, project: 'load', quiet })
    reportFault('pauses', figures, [
      pauses.map(({ part, seconds }) => `${part} ${seconds} s`).join(', '),
      `taken again after ${inSeconds(Math.max(...resumedMs))}`,
    ])
    expectUnharmed(figures)
    expect(parts.map((part) => startsOf(product, part))).toEqual([1, 1, 1, 1])
  },
)

function pagesAnswer(): Promise<null> {
  return waitUntil<null>('the list of runs', async () => {
    const runs = await fetchRuns(product, 'quiet').catch((error: unknown) => String(error))
    return typeof runs === 'string' ? { notYet: runs } : { value: null }
  })
}
