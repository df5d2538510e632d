import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { Rng } from '#lib/demo/rng.ts'
import { startFaultProxy, type ConnectionFault, type FaultProxy } from '#test/support/fault-proxy.ts'
import { endureFault, startFaultStack, type FaultStack } from '#test/support/fault-stack.ts'
import { isEmbedded } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'

const full = process.env['TACHO_TEST'] === 'full'
/** Every fault happens at least so often. */
const times = full ? 25 : 2
const rng = new Rng(31)

/** Late answers: shorter and longer than a sender waits, and than an insert may take (30 s). */
const lateMs = full ? [200, 3_000, 12_000, 32_000] : [50, 800]

/** Connections fail in every way, in turn; some do not. */
const faults: readonly (() => ConnectionFault)[] = [
  () => ({ kind: 'request-cut', bytes: rng.int(1, 9_000) }),
  () => ({ kind: 'request-ended', bytes: rng.int(1, 9_000) }),
  () => ({ kind: 'answer-lost', answers: rng.int(1, 2) }),
  () => ({ kind: 'none' }),
  () => ({ kind: 'answer-cut', bytes: rng.int(1, 150) }),
  () => ({ kind: 'answer-late', ms: lateMs[rng.int(0, lateMs.length - 1)] ?? 0 }),
  () => ({ kind: 'trickled', bytes: 700, everyMs: 2 }),
]
const kinds = ['answer-cut', 'answer-late', 'answer-lost', 'request-cut', 'request-ended', 'trickled'] as const

let isFaulty = false
let connections = 0
function choose(): ConnectionFault {
  connections += 1
  return (isFaulty ? faults[connections % faults.length]?.() : undefined) ?? { kind: 'none' }
}

const proxies: FaultProxy[] = []

async function proxyTo(address: () => string): Promise<FaultProxy> {
  const target = (): { host: string; port: number } => {
    const url = new URL(address())
    return { host: url.hostname, port: Number(url.port) }
  }
  const longestAnswers = (): number => (isFaulty ? rng.int(1, 6) : Infinity)
  const proxy = await startFaultProxy({ target, choose, longestAnswers })
  proxies.push(proxy)
  return proxy
}

/** Faults until each happened often enough; then what failed is broken, and new connections are well. */
async function failAll(all: readonly FaultProxy[]): Promise<string[]> {
  const countOf = (kind: ConnectionFault['kind']): number =>
    all.reduce((sum, { counts }) => sum + (counts.get(kind) ?? 0), 0)
  isFaulty = true
  for (const proxy of all) proxy.reset()
  try {
    await waitUntil(
      'every fault',
      async () => {
        const missing = kinds.filter((kind) => countOf(kind) < times)
        return missing.length === 0 ? { value: null } : { notYet: missing.join(', ') }
      },
      { timeoutMs: full ? 900_000 : 400_000 },
    )
  } finally {
    isFaulty = false
    for (const proxy of all) proxy.reset()
  }
  return kinds.map((kind) => `${kind} ${countOf(kind)}`)
}

afterAll(async () => {
  for (const proxy of proxies) await proxy.close()
})

describe.runIf(full)('connections between senders and ingest', () => {
  let stack: FaultStack
  beforeAll(async () => {
    stack = await startFaultStack()
  })
  afterAll(() => stack.stop())

  it('may be cut, half closed, late and slow', { timeout: 1_200_000 }, async () => {
    const http = await proxyTo(() => stack.ingest.url)
    const grpc = await proxyTo(() => `http://${stack.ingest.grpcAddress}`)
    await endureFault({
      name: 'senders connections',
      stack,
      target: () => ({ otlpUrl: `http://127.0.0.1:${http.port}`, grpcAddress: `127.0.0.1:${grpc.port}` }),
      timeoutMs: full ? 10_000 : 2_000,
      disturb: () => failAll([http, grpc]),
    })
  })
})

describe.runIf(isEmbedded && full)('connections between ingest, worker and the store', () => {
  let stack: FaultStack
  let proxy: FaultProxy
  beforeAll(async () => {
    let storeUrl = ''
    proxy = await proxyTo(() => storeUrl)
    stack = await startFaultStack({
      env: ({ connection }) => {
        storeUrl = connection.url
        const { username, password, database } = connection
        return { CLICKHOUSE_URL: `http://${username}:${password}@127.0.0.1:${proxy.port}/${database}` }
      },
    })
  })
  afterAll(() => stack.stop())

  it('may be cut, half closed, late and slow', { timeout: 1_200_000 }, async () => {
    await endureFault({ name: 'store connections', stack, disturb: () => failAll([proxy]) })
  })

  it('may all be refused for longer than requests wait', { timeout: 600_000 }, async () => {
    await endureFault({
      name: 'store unreachable',
      stack,
      disturb: async () => {
        await sleep(500)
        proxy.refuse(true)
        await sleep(full ? 30_000 : 2_000)
        proxy.refuse(false)
        return [`for ${full ? 30 : 2} s`]
      },
    })
  })
})
