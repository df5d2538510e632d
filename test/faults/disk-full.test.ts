import { execFileSync } from 'node:child_process'
import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saysReady, takesAgain } from '#test/support/fault-processes.ts'
import { inSeconds } from '#test/support/fault-report.ts'
import { endureFault, startFaultStack, type FaultStack } from '#test/support/fault-stack.ts'
import { encodeTraces, send, testSpan } from '#test/support/otlp.ts'
import { isEmbedded } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'

const full = process.env['TACHO_TEST'] === 'full'
const folder = isEmbedded && full ? await smallDisk() : null
/** How often it fills and is freed. */
const rounds = 3
const fullForMs = 8_000

/** A disk of 512 MiB in memory; null, and the reason printed, where nobody may mount one. */
async function smallDisk(): Promise<string | null> {
  const path = await mkdtemp(join(tmpdir(), 'tacho-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512m', 'tacho-faults', path], { stdio: 'pipe' })
    return path
  } catch (error) {
    await rm(path, { recursive: true, force: true })
    console.log(`faults disk full: skipped, a small disk cannot be mounted here (${String(error).split('\n')[0]})`)
    return null
  }
}

describe.skipIf(folder === null)('a full disk', () => {
  const path = folder ?? ''
  let stack: FaultStack

  beforeAll(async () => {
    stack = await startFaultStack({ dataDir: path })
  })
  afterAll(async () => {
    await stack.stop()
    execFileSync('umount', [path])
    await rm(path, { recursive: true, force: true })
  })

  it(
    'loses nothing that was acknowledged, asks senders to come again, and goes on by itself',
    {
      timeout: 600_000,
    },
    async () => {
      const statuses = new Set<number>()
      const resumedMs: number[] = []
      await endureFault({
        name: 'disk full',
        stack,
        connections: 4,
        disturb: async (ledger) => {
          for (let round = 0; round < rounds; round += 1) {
            await sleep(1_500)
            fillDisk(path)
            const until = Date.now() + fullForMs
            while (Date.now() < until) {
              const { status } = await send(`${stack.ingest.url}/v1/traces`, encodeTraces([testSpan()], 'protobuf'))
              statuses.add(status)
              await sleep(200)
            }
            await expectTold(stack)
            await saysReady(stack.ingest, false)
            rmSync(join(path, 'ballast'))
            const freedMs = Date.now()
            await takesAgain(ledger, freedMs)
            resumedMs.push(Date.now() - freedMs)
            await saysReady(stack.ingest, true)
          }
          return [
            `${rounds} times for ${inSeconds(fullForMs)}`,
            `taken again after ${inSeconds(Math.max(...resumedMs))}`,
            `${stack.store.output().split('opening the store anew').length - 1} times a write failed in the middle`,
          ]
        },
      })
      expect(statuses).toContain(503)
      expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([])
    },
  )
})

/** Takes all space but a few pages, of which no insert can live. */
function fillDisk(path: string): void {
  const { bavail, bsize } = statfsSync(path)
  const piece = Buffer.alloc(1 << 20)
  for (let bytes = 0; bytes < bavail * bsize; bytes += piece.length) {
    try {
      writeFileSync(join(path, 'ballast'), piece, { flag: 'a' })
    } catch {
      return // ENOSPC: that is the aim.
    }
  }
}

/** A probe says that nothing can be stored: spans of its own are refused, retryably, with a reason. */
async function expectTold({ ingest }: FaultStack): Promise<void> {
  await waitUntil('a refusal with its reason', async () => {
    const response = await send(`${ingest.url}/v1/traces`, encodeTraces([testSpan()], 'json'), { encoding: 'json' })
    const text = await response.text()
    return response.status === 503 && response.headers.has('retry-after')
      ? { value: text }
      : { notYet: `${response.status} ${text}` }
  })
}
