import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until `url` answers with a status below 400; false when `timeoutMs` passes or `given up` is signalled first. */
export async function waitForUrl(url: string, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
  const until = Date.now() + timeoutMs
  while (Date.now() < until && !signal.aborted) {
    if (await answers(url)) return true
    await sleep(50)
  }
  return false
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2_000) })
    await response.body?.cancel()
    return response.status < 400
  } catch {
    return false // Not listening yet: the caller asks again until its own time is up.
  }
}
