import { execFileSync } from 'node:child_process'
import type { FaultLedger } from './fault-ledger.ts'
import type { Product } from './product.ts'
import { waitUntil } from './wait-until.ts'

export type Part = 'store' | 'ingest' | 'worker' | 'web'

/** Pid of the last start of a part; waits for one that is alive, for the one of the last line may just have been killed. */
export async function runningPid(product: Product, part: Part): Promise<number> {
  return waitUntil<number>(`a running ${part}`, async () => {
    const pid = lastPid(product, part)
    return isAlive(pid) ? { value: pid } : { notYet: `pid ${pid} is gone` }
  })
}

/** How often the supervisor started a part. */
export function startsOf(product: Product, part: Part): number {
  return startLines(product, part).length
}

/** SIGKILL; resolves when the supervisor has started it again. */
export async function killPart(product: Product, part: Part): Promise<void> {
  const pid = await runningPid(product, part)
  process.kill(pid, 'SIGKILL')
  await waitUntil(`${part} to be started again`, async () =>
    lastPid(product, part) === pid ? { notYet: 'still gone' } : { value: null },
  )
}

/** Resolves when a request that was sent after `sinceMs` is acknowledged. */
export function takesAgain(ledger: FaultLedger, sinceMs: number): Promise<null> {
  return waitUntil<null>(
    'a request to be acknowledged',
    async () => (ledger.takenFromMs > sinceMs ? { value: null } : { notYet: 'none since the fault' }),
    { timeoutMs: 90_000, everyMs: 20 },
  )
}

function lastPid(product: Product, part: Part): number {
  return startLines(product, part).at(-1) ?? 0
}

function startLines(product: Product, part: Part): number[] {
  const lines = product.output().matchAll(new RegExp(`^${part} +started \\(pid (\\d+)\\)`, 'gm'))
  return [...lines].map(([, pid]) => Number(pid))
}

function isAlive(pid: number): boolean {
  if (pid === 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false // ESRCH: it is gone.
  }
}

/** Resolves when ingest says of itself that it can take data, or that it cannot: it finds out either by itself. */
export async function saysReady({ url }: { url: string }, isReady: boolean): Promise<void> {
  await waitUntil(`ingest to be ${isReady ? 'ready' : 'not ready'}`, async () => {
    const response = await fetch(`${url}/health`)
    return response.ok === isReady ? { value: null } : { notYet: await response.text() }
  })
}

/** From now on the process cannot write beyond so many bytes of any file, as on a disk that is full; null ends that. */
export function limitFiles(pid: number, bytes: number | null): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes ?? 'unlimited'}:unlimited`])
}
