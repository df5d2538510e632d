import { expect, it } from 'vitest'
import { KeyUses } from './key-uses.ts'

type Saved = { project: string; keyId: string; usedAt: number }

it('writes a use at most once in five minutes for each key, several in one write', async () => {
  let nowMs = 1_000
  const writes: Saved[][] = []
  const uses = new KeyUses({
    save: async (rows) => void writes.push(rows),
    onFailed: () => expect.unreachable(),
    now: () => nowMs,
  })
  for (const keyId of ['a', 'b', 'a']) uses.note({ project: 'p', keyId })
  await uses.drain()
  nowMs += 5 * 60_000 - 1
  uses.note({ project: 'p', keyId: 'a' })
  await uses.drain()
  expect(writes).toEqual([
    [
      { project: 'p', keyId: 'a', usedAt: 1_000 },
      { project: 'p', keyId: 'b', usedAt: 1_000 },
    ],
  ])
  nowMs += 1
  uses.note({ project: 'p', keyId: 'a' })
  await uses.drain()
  expect(writes[1]).toEqual([{ project: 'p', keyId: 'a', usedAt: nowMs }])
})

it('tries again with the next use when a write failed', async () => {
  let isAway = true
  const written: Saved[] = []
  const failures: unknown[] = []
  const uses = new KeyUses({
    save: async (rows) => {
      if (isAway) throw new Error('away')
      written.push(...rows)
    },
    onFailed: (error) => failures.push(error),
    now: () => 1_000,
  })
  uses.note({ project: 'p', keyId: 'a' })
  await uses.drain()
  isAway = false
  uses.note({ project: 'p', keyId: 'a' })
  await uses.drain()
  expect(failures).toHaveLength(1)
  expect(written).toHaveLength(1)
})
