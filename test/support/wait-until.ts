import { setTimeout as sleep } from 'node:timers/promises'

/** Asks `probe` again until it gives a value; fails with what it last said when `timeoutMs` pass. */
export async function waitUntil<T>(
  what: string,
  probe: () => Promise<{ value: T } | { notYet: string }>,
  { timeoutMs = 30_000, everyMs = 100 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
  const until = Date.now() + timeoutMs
  for (;;) {
    const answer = await probe()
    if ('value' in answer) return answer.value
    if (Date.now() > until) throw new Error(`${what} did not come within ${timeoutMs} ms: ${answer.notYet}`)
    await sleep(everyMs)
  }
}
