import { expect, test } from 'vitest'
import { chainsOf, type BackupEntry } from './backup-history.ts'

const entry = (name: string, base: string | null): BackupEntry => ({
  name,
  base,
  startedAt: '2026-11-21T00:00:00Z',
  finishedAt: '2026-11-21T00:00:01Z',
  totalBytes: 1,
  ownBytes: 1,
})
const names = (entries: BackupEntry[]): string[][] => chainsOf(entries).map((chain) => chain.map(({ name }) => name))

test('increments belong to the chain of their base', () => {
  expect(names([entry('a', null), entry('b', 'a'), entry('c', null), entry('d', 'b'), entry('e', 'c')])).toEqual([
    ['a', 'b', 'd'],
    ['c', 'e'],
  ])
})

test('an increment whose base is not known any more is a chain of its own', () => {
  expect(names([entry('b', 'a'), entry('c', 'b')])).toEqual([['b', 'c']])
  expect(names([])).toEqual([])
})
