import { expect, test } from 'vitest'
import { ownsGroup, parseShard } from './shard.ts'

test.each(['', '1', '2/2', '-1/2', '1/0', 'a/b', '0/1/2'])('%j is no shard', (text) => {
  expect(() => parseShard(text)).toThrow('TACHO_WORKER_SHARD')
})

test('every group has exactly one owner, whatever order its ids came in', () => {
  const shards = [0, 1, 2].map((index) => parseShard(`${index}/3`))
  const owners = Array.from({ length: 300 }, (_, number) => {
    const group = { project: 'p', traceIds: [`t${number}`, `u${number}`], sessions: [] }
    const reversed = { ...group, traceIds: group.traceIds.toReversed() }
    const owning = shards.filter((shard) => ownsGroup(shard, group))
    expect(shards.filter((shard) => ownsGroup(shard, reversed))).toEqual(owning)
    expect(owning).toHaveLength(1)
    return owning[0]?.index ?? -1
  })
  for (const index of [0, 1, 2]) expect(owners.filter((owner) => owner === index).length).toBeGreaterThan(50)
})
