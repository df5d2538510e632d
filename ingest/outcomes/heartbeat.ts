import type { Log } from '#lib/server/log.ts'

type Options = {
  save: (beat: { stopped: boolean }) => Promise<void>
  onSaved: () => void
  onFailed: (error: unknown) => void
  log: Log
  everyMs?: number
  failingEveryMs?: number
}

export type Heartbeat = {
  /** Something else could not be written: tries again and again until it can. */
  hurry: () => void
  stop: () => Promise<void>
}

const defaultEveryMs = 15_000
const defaultFailingEveryMs = 1_000

/** Says every few seconds that this process lives, so that silence means something; and at its end that it stopped. */
export function startHeartbeat(options: Options): Heartbeat {
  const { save, onSaved, onFailed, log, everyMs = defaultEveryMs, failingEveryMs = defaultFailingEveryMs } = options
  let isFailing = false
  let isStopped = false
  let timer: NodeJS.Timeout | null = null
  let saving: Promise<void> | null = null
  const beat = async (stopped: boolean): Promise<void> => {
    try {
      await save({ stopped })
      isFailing = false
      onSaved()
    } catch (error) {
      if (!isFailing) log.warn({ err: error }, 'the sign of life cannot be written now')
      isFailing = true
      onFailed(error)
    }
  }
  const schedule = (): void => {
    if (timer) clearTimeout(timer)
    if (isStopped) return
    timer = setTimeout(run, isFailing ? failingEveryMs : everyMs)
    timer.unref()
  }
  const run = (): void => {
    saving = beat(false).then(() => {
      saving = null
      schedule()
    })
  }
  run()
  return {
    hurry: () => {
      isFailing = true
      if (saving === null) schedule()
    },
    stop: async () => {
      isStopped = true
      await saving
      if (timer) clearTimeout(timer)
      await beat(true)
    },
  }
}
