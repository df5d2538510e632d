import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { saysReady, takesAgain } from '#test/support/fault-processes.ts'
import { inSeconds } from '#test/support/fault-report.ts'
import { endureFault, startFaultStack, type FaultStack } from '#test/support/fault-stack.ts'
import { encodeTraces, send, testSpan } from '#test/support/otlp.ts'
import { isEmbedded } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'

const full = process.env['TACHO_TEST'] === 'full'
const hasStrace = spawnSync('strace', ['-V']).status === 0
if (full && isEmbedded && !hasStrace) console.log('faults fsync: skipped, strace is not installed')

const rounds = 3
const failingMs = 5_000
const tracedRequests = 30

describe.runIf(full && isEmbedded && hasStrace)('the disk under the store', () => {
  let stack: FaultStack
  let storePid: number

  beforeAll(async () => {
    stack = await startFaultStack()
    storePid = pidOf(stack)
  })
  afterAll(() => stack.stop())

  it('has everything before the sender has its answer', { timeout: 300_000 }, async () => {
    await stack.worker.stop()
    const folder = await mkdtemp(join(tmpdir(), 'tacho-strace-'))
    const log = join(folder, 'calls')
    const detach = await attach(
      [storePid, stack.ingest.pid],
      ['-yy', '-ttt', '-s', '40', '-o', log, '-e', 'trace=fsync,fdatasync,read,write,writev,sendto'],
    )
    for (let request = 0; request < tracedRequests; request += 1) {
      const response = await send(`${stack.ingest.url}/v1/traces`, encodeTraces([testSpan()], 'protobuf'))
      expect(response.status).toBe(200)
    }
    await detach()
    const port = Number(new URL(stack.ingest.url).port)
    const { syncsBefore, syncsAfter } = orderOf(await readFile(log, 'utf8'), port, await tableIdsOf(stack))
    const fewest = Math.min(...syncsBefore)
    console.log(
      `faults ack after sync: ${syncsBefore.length} requests traced, at least ${fewest} syncs of their parts before each answer, ${syncsAfter} after one`,
    )
    expect(syncsBefore).toHaveLength(tracedRequests)
    // Data and folder of a part of spans and of one of span_io.
    expect(fewest).toBeGreaterThanOrEqual(4)
    expect(syncsAfter).toBe(0)
    await rm(folder, { recursive: true })
    await stack.stop()
    stack = await startFaultStack()
    storePid = pidOf(stack)
  })

  it('may fail to sync: no false acknowledgement, and a restart finds all of them', { timeout: 600_000 }, async () => {
    const resumedMs: number[] = []
    await endureFault({
      name: 'fsync fails',
      stack,
      connections: 4,
      disturb: async (ledger) => {
        for (let round = 0; round < rounds; round += 1) {
          await sleep(1_000)
          const detach = await attach(
            [storePid],
            ['-o', '/dev/null', '-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO:when=1+'],
          )
          await sleep(failingMs)
          await saysReady(stack.ingest, false)
          await detach()
          // It may have ended by itself; whoever supervises it starts it again.
          await stack.store.kill()
          const wellMs = Date.now()
          await stack.store.restart()
          storePid = pidOf(stack)
          await takesAgain(ledger, wellMs)
          resumedMs.push(Date.now() - wellMs)
          await saysReady(stack.ingest, true)
        }
        return [
          `${rounds} times for ${inSeconds(failingMs)}, then kill -9 of the store`,
          `taken again after ${inSeconds(Math.max(...resumedMs))}`,
        ]
      },
    })
  })
})

/** strace on running processes; resolves when it is attached, to the function that detaches it. */
async function attach(pids: readonly number[], options: readonly string[]): Promise<() => Promise<void>> {
  const child = spawn('strace', ['-f', ...options, ...pids.flatMap((pid) => ['-p', String(pid)])], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await waitUntil('strace to attach', async () => {
    if (child.exitCode !== null) throw new Error(said)
    const attached = pids.filter((pid) => new RegExp(`Process ${pid} attached`).test(said))
    return attached.length === pids.length ? { value: null } : { notYet: said }
  })
  return async () => {
    const ended = once(child, 'exit')
    child.kill('SIGINT')
    await ended
  }
}

type Order = {
  /** For each answer: how many files and folders of its parts were synced before it. */
  syncsBefore: number[]
  /** Syncs of such parts while no request was under way: there must be none. */
  syncsAfter: number
}

/** Reads the order of calls: a request comes in, its parts are synced, its answer goes out. */
function orderOf(calls: string, port: number, tableIds: readonly string[]): Order {
  const order: Order = { syncsBefore: [], syncsAfter: 0 }
  let syncs: number | null = null
  /** Threads in the middle of a sync of ours: a call counts when it has returned. */
  const syncing = new Set<string>()
  for (const line of calls.split('\n')) {
    const [thread = ''] = line.split(' ', 1)
    const isSync =
      /(?:fsync|fdatasync)\(/.test(line) && line.includes('tmp_insert') && tableIds.some((id) => line.includes(id))
    const isResumed = /(?:fsync|fdatasync) resumed>/.test(line) && syncing.delete(thread)
    if (line.includes('"POST /v1/traces')) syncs = 0
    else if (line.includes(`:${port}->`) && line.includes('HTTP/1.1 200')) {
      order.syncsBefore.push(syncs ?? 0)
      syncs = null
    } else if (isSync && line.includes('<unfinished')) syncing.add(thread)
    else if (isSync || isResumed) {
      if (syncs === null) order.syncsAfter += 1
      else syncs += 1
    }
  }
  return order
}

/** Folders of the tables on disk are named by these. */
async function tableIdsOf({ store }: FaultStack): Promise<string[]> {
  const rows = await store.database.query({
    name: 'test-table-ids',
    sql: "SELECT toString(uuid) AS id FROM system.tables WHERE database = currentDatabase() AND name IN ('spans', 'span_io')",
  })
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id)
}

function pidOf({ store }: FaultStack): number {
  const state: { pid: number } = JSON.parse(readFileSync(join(store.dataDir, 'store.json'), 'utf8'))
  return state.pid
}
