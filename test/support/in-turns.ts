/** Does something for each, so many at a time. */
export async function inTurns<T>(all: readonly T[], width: number, act: (each: T) => Promise<unknown>): Promise<void> {
  const waiting = all.values()
  const work = async (): Promise<void> => {
    for (const each of waiting) await act(each)
  }
  await Promise.all(Array.from({ length: width }, work))
}
