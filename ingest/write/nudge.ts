import { request } from 'node:http'

type Options = { port: number; path: '/nudge' | '/alive'; onFailure: () => void }

/** A worker that does not answer is no reason to wait. */
const timeoutMs = 1_000

/**
 * Tells the worker on this machine that there are new records, or that they would be announced; it would find them by
 * itself, but later. At most one message is under way: one that comes meanwhile is sent after it.
 */
export function createNudge({ port, path, onFailure }: Options): () => void {
  let underWay = false
  let again = false
  const send = (): void => {
    underWay = true
    const message = request({ host: '127.0.0.1', port, path, method: 'POST', timeout: timeoutMs })
    message.on('timeout', () => message.destroy(new Error('the worker did not answer')))
    message.on('error', onFailure)
    message.on('response', (response) => response.resume())
    message.on('close', () => {
      underWay = false
      if (again) send()
    })
    again = false
    message.end()
  }
  return () => {
    if (underWay) again = true
    else send()
  }
}
