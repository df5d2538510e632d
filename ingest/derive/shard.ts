import { hash } from 'node:crypto'
import type { Group } from './form-groups.ts'

/** Shard `index` of `count`; shard 0 does what must be done once. */
export type Shard = { index: number; count: number }

/** `2/4` is the third of four. */
export function parseShard(text: string): Shard {
  const match = /^(\d{1,4})\/(\d{1,4})$/.exec(text)
  const index = Number(match?.[1])
  const count = Number(match?.[2])
  if (match === null || count < 1 || index >= count) {
    throw new Error(`TACHO_WORKER_SHARD must be index/count with an index below the count, such as 0/2, not "${text}".`)
  }
  return { index, count }
}

/** Whether this shard assembles the group. Any record of the group gives the same answer. */
export function ownsGroup(
  { index, count }: Shard,
  { project, traceIds, sessions }: Pick<Group, 'project' | 'traceIds' | 'sessions'>,
): boolean {
  if (count === 1) return true
  const name = [...sessions].sort()[0] ?? [...traceIds].sort()[0] ?? ''
  return Number.parseInt(hash('sha256', `${project}\u0000${name}`, 'hex').slice(0, 8), 16) % count === index
}
