import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'

export type ProcessUsage = { cpuSeconds: number; rssBytes: number }

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
const pageBytes = Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' }))

/** CPU time and resident memory of a process so far, from Linux's proc(5). */
export function usageOfProcess(pid: number): ProcessUsage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The second field is the name in brackets and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[11]) + Number(fields[12])
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
  return { cpuSeconds: ticks / ticksPerSecond, rssBytes: pages * pageBytes }
}

/** Mean cores used between two looks. */
export function coresUsed(before: ProcessUsage, after: ProcessUsage, seconds: number): number {
  return Math.round(((after.cpuSeconds - before.cpuSeconds) / seconds) * 100) / 100
}

/** Resident memory with what processes share divided among them: only these add up. */
export function sharedOutBytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024
}

/** How often the threads of a process gave up the processor to wait for something: at rest, as often as they wake. */
export function switchesOfProcess(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  return threads.reduce((sum, thread) => {
    const status = readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8')
    return sum + Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1] ?? 0)
  }, 0)
}
