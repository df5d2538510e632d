import type { Log } from '#lib/server/log.ts'

type Options = { save: (beat: { stopped: boolean }) => Promise<void>; log: Log; everyMs?: number }

const defaultEveryMs = 15_000

/** Says every few seconds that this process lives, so that silence means something; and at its end that it stopped. */
export function startHeartbeat({ save, log, everyMs = defaultEveryMs }: Options): { stop: () => Promise<void> } {
  let failing = false
  let saving: Promise<void> | null = null
  const beat = (stopped: boolean): Promise<void> => {
    saving ??= save({ stopped })
      .then(
        () => {
          failing = false
        },
        (error: unknown) => {
          if (!failing) log.warn({ err: error }, 'the sign of life cannot be written now')
          failing = true
        },
      )
      .finally(() => {
        saving = null
      })
    return saving
  }
  void beat(false)
  const timer = setInterval(() => void beat(false), everyMs)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await saving
      await beat(true)
    },
  }
}
