/** What the work gives, or a rejection with `late()` when the signal fires first; the work itself goes on. */
export async function inTime<T>(work: Promise<T>, signal: AbortSignal, late: () => Error): Promise<T> {
  const { promise: over, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(late())
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, over])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
