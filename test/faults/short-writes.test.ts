import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Rng } from '#lib/demo/rng.ts'
import { limitFiles, takesAgain } from '#test/support/fault-processes.ts'
import { endureFault, startFaultStack, type FaultStack } from '#test/support/fault-stack.ts'
import { isEmbedded } from '#test/support/store.ts'

const full = process.env['TACHO_TEST'] === 'full'
const rounds = 25
/** So many bytes of a file can be written: what fails is now this, now that file of a part. */
const limits = [0, 60, 700, 3_000, 12_000]
const failForMs = 150

describe.runIf(isEmbedded && full)(
  "writes of the store's files that fail at random moments, as on a disk that is full",
  () => {
    let stack: FaultStack
    beforeAll(async () => {
      stack = await startFaultStack()
    })
    afterAll(() => stack.stop())

    it(
      'lose nothing that was acknowledged, and leave nothing that disturbs readers',
      { timeout: 600_000 },
      async () => {
        const rng = new Rng(5)
        const anew = (): number => stack.store.output().split('opening the store anew').length - 1
        await endureFault({
          name: 'short writes',
          stack,
          connections: 4,
          disturb: async (ledger) => {
            for (let round = 0; round < rounds; round += 1) {
              await sleep(200 + rng.next() * 800)
              limitFiles(stack.store.pid(), limits[round % limits.length] ?? 0)
              await sleep(failForMs)
              limitFiles(stack.store.pid(), null)
              await takesAgain(ledger, Date.now())
            }
            return [`${rounds} times for ${failForMs} ms`, `store opened anew ${anew()} times`]
          },
        })
        expect(stack.store.output()).not.toContain('a damaged part')
      },
    )
  },
)
