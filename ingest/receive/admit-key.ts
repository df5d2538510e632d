import type { Sender } from './authenticate.ts'
import type { Receiver } from './receiver.ts'
import { RequestError } from './request-error.ts'

/** Remembers that the key was used, and refuses the request while the key is over its quota. */
export function admitKey(sender: Sender, { keyUses, keyQuotas }: Pick<Receiver, 'keyUses' | 'keyQuotas'>): void {
  const { project, keyId } = sender
  if (keyId === null) return
  keyUses.note({ project, keyId })
  const seconds = keyQuotas.take(sender)
  if (seconds === 0) return
  throw new RequestError(429, 'rate_limited', `this key is over its quota: retry in ${seconds} s`, {
    retryAfterSeconds: seconds,
  })
}
