import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { exitCodeOfRefusal } from '#lib/domain/errors.ts'

export type ChildSpec = {
  name: string
  command: string
  args: string[]
  env: NodeJS.ProcessEnv
}

export type SupervisedChild = {
  name: string
  /** Pid of the process that runs now; null between two starts. */
  pid(): number | null
  /** Asks the process to drain and end; resolves when it is gone. Kills it after `graceMs`. */
  stop(graceMs: number): Promise<void>
}

type Print = (line: string) => void

const firstDelayMs = 250
const longestDelayMs = 5_000
/** A process that lived this long crashed anew, not again. */
const stableAfterMs = 10_000

/**
 * Starts a process and starts it again when it crashes, later each time.
 * `onRefused` is called instead when it ends with {@link exitCodeOfRefusal}.
 */
export function superviseChild(spec: ChildSpec, print: Print, onRefused: () => void): SupervisedChild {
  let stopping = false
  let delayMs = firstDelayMs
  let current: ChildProcess | null = null
  let timer: NodeJS.Timeout | null = null
  let ended: () => void = () => {}
  const gone = new Promise<void>((resolve) => (ended = resolve))

  const launch = (): void => {
    const startedAt = Date.now()
    // Its own process group: Ctrl-C reaches the supervisor alone, which then stops the children in order.
    const child = spawn(spec.command, spec.args, {
      env: { ...spec.env, TACHO_SUPERVISED: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    })
    current = child
    print(`${spec.name.padEnd(6)} started (pid ${child.pid ?? 'unknown'})`)
    printLines(child, (line) => print(`${spec.name.padEnd(6)} ${line}`))
    child.once('error', (error) => print(`${spec.name.padEnd(6)} could not be started: ${error.message}`))
    child.once('close', (code, signal) => {
      current = null
      if (stopping) return ended()
      if (code === exitCodeOfRefusal) return onRefused()
      if (Date.now() - startedAt > stableAfterMs) delayMs = firstDelayMs
      print(`${spec.name.padEnd(6)} ended (${signal ?? `code ${code}`}); starting it again in ${delayMs} ms`)
      timer = setTimeout(launch, delayMs)
      delayMs = Math.min(delayMs * 2, longestDelayMs)
    })
  }

  launch()
  return {
    name: spec.name,
    pid: () => current?.pid ?? null,
    async stop(graceMs) {
      stopping = true
      if (timer !== null) clearTimeout(timer)
      if (current === null) return
      const child = current
      child.kill('SIGTERM')
      const killer = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await gone
      clearTimeout(killer)
    },
  }
}

function printLines(child: ChildProcess, print: Print): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', print)
  }
}
