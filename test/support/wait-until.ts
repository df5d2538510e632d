import { setTimeout as sleep } from 'node:timers/promises'

/** What a probe found: the value, or a sentence on what is still missing. */
export type Probe<T> = { value: T; notYet?: never } | { notYet: string; value?: never }

/** Asks `probe` again until it gives a value; fails with what it last said when `timeoutMs` pass. */
export async function waitUntil<T>(
  what: string,
  probe: () => Promise<Probe<T>>,
  { timeoutMs = 30_000, everyMs = 100 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
  const until = Date.now() + timeoutMs
  for (;;) {
    const answer = await probe()
    if (answer.notYet === undefined) return answer.value
    if (Date.now() > until) throw new Error(`${what} did not come within ${timeoutMs} ms: ${answer.notYet}`)
    await sleep(everyMs)
  }
}
