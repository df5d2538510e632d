import { describe, expect, test } from 'vitest'
import { GroupQueue, type Seed } from './group-queue.ts'

const seed = (traceId: string): Seed => ({ project: 'p', traceId, dialect: '', session: '' })
const keysOf = (groups: readonly { seed: Seed }[]) => groups.map((group) => group.seed.traceId)

describe('GroupQueue', () => {
  test('a group waits once, with its oldest change', () => {
    const queue = new GroupQueue()
    queue.add(seed('a'), 200, 1_000)
    queue.add(seed('a'), 100, 1_000)
    expect(queue.size).toBe(1)
    expect(queue.oldestMs()).toBe(100)
  })

  test('a session is one group whatever its traces', () => {
    const queue = new GroupQueue()
    for (const traceId of ['a', 'b', '']) queue.add({ project: 'p', traceId, dialect: 'codex', session: 's' }, 1, 1)
    expect(queue.size).toBe(1)
  })

  test.each([
    [100, 1_000],
    [2_001, 5_000],
    [10_001, 10_000],
  ])('a group of %i spans rests %i ms', (spans, restMs) => {
    const queue = new GroupQueue()
    queue.add(seed('a'), 0, 0)
    const [group] = queue.take(0, 10, 100_000)
    queue.done(group?.key ?? '', spans, 0)
    queue.add(seed('a'), 1, 1)
    expect(queue.take(restMs - 1, 10, 100_000)).toEqual([])
    expect(keysOf(queue.take(restMs, 10, 100_000))).toEqual(['a'])
  })

  test('a batch holds so many groups and about so many spans, but always one', () => {
    const queue = new GroupQueue()
    for (const [traceId, spans] of [
      ['a', 900],
      ['b', 900],
      ['c', 10],
    ] as const) {
      queue.add(seed(traceId), 0, 0)
      const [group] = queue.take(0, 1, 1)
      queue.done(group?.key ?? '', spans, 0)
    }
    for (const traceId of ['a', 'b', 'c']) queue.add(seed(traceId), 1, 1)
    expect(keysOf(queue.take(5_000, 10, 1_000))).toEqual(['a', 'c'])
    expect(keysOf(queue.take(5_000, 10, 10))).toEqual(['b'])
  })

  test('a change of many records counts as such before the first assembly', () => {
    const queue = new GroupQueue()
    queue.add(seed('a'), 0, 0, 600)
    queue.add(seed('a'), 1, 1, 300)
    queue.add(seed('b'), 1, 1, 200)
    expect(keysOf(queue.take(1, 10, 1_000))).toEqual(['a'])
  })

  test('a failing group waits longer each time and lets the cursor go at last', () => {
    const queue = new GroupQueue()
    expect(queue.isWaiting(seed('a'))).toBe(false)
    queue.add(seed('a'), 5, 0)
    expect(queue.isWaiting(seed('a'))).toBe(true)
    let nowMs = 0
    const waits: number[] = []
    for (let failure = 0; failure < 12; failure += 1) {
      const [group] = queue.take(nowMs, 1, 1)
      if (group === undefined) throw new Error('nothing is due')
      queue.failed(group, nowMs)
      const dueMs = queue.nextDue() ?? 0
      waits.push(dueMs - nowMs)
      nowMs = dueMs
    }
    expect(waits.slice(0, 3)).toEqual([2_000, 4_000, 8_000])
    expect(waits.at(-1)).toBe(600_000)
    expect(queue.oldestMs()).toBeNull()
    expect(queue.isWaiting(seed('a'))).toBe(false)
    expect(queue.size).toBe(1)
  })
})
