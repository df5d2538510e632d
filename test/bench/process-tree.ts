import { readFileSync, readdirSync } from 'node:fs'

export type NamedProcess = { name: string; pid: number }

/** What a command line holds, and what that process is called; the first that fits counts. */
const names = [
  ['clickhouse/embedded/main.ts', 'store'],
  ['ingest/worker.ts', 'worker'],
  ['ingest/main.ts', 'ingest'],
  ['next', 'web'],
  ['lib/cli/start.ts', 'supervisor'],
] as const

/** A running product's processes by what they do, from Linux's proc(5): the given one and all below it. */
export function processesOf(pid: number): NamedProcess[] {
  const found: NamedProcess[] = []
  const open = [pid]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const command = readFileSync(`/proc/${next}/cmdline`, 'utf8')
    found.push({ name: names.find(([part]) => command.includes(part))?.[1] ?? 'other', pid: next })
    for (const thread of readdirSync(`/proc/${next}/task`)) {
      const children = readFileSync(`/proc/${next}/task/${thread}/children`, 'utf8').trim()
      if (children !== '') open.push(...children.split(' ').map(Number))
    }
  }
  return found
}
