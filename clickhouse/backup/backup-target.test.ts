import { expect, test } from 'vitest'
import { backupNameAt, backupTarget } from './backup-target.ts'

test('two backups of one second have names of their own, in the order of time', () => {
  const names = [7, 8, 1_007].map((ms) => backupNameAt(new Date(Date.UTC(2026, 10, 21, 13, 40, 5, ms))))
  expect(names[0]).toBe('2026-11-21T13-40-05-007Z')
  expect(names.toSorted()).toEqual(names)
  expect(new Set(names).size).toBe(3)
})

test('the name is filled in wherever the place names it, and nothing but a name is', () => {
  expect(backupTarget("S3('https://host/{name}', 'k', 's')", 'b1')).toBe("S3('https://host/b1', 'k', 's')")
  expect(() => backupTarget("File('{name}')", "x') SETTINGS")).toThrow('is no name of a backup')
})
