import { expect, it } from 'vitest'
import { findNeighbours } from './run-neighbours.ts'

const rows = ['a', 'b', 'c'].map((runId) => ({ runId }))

it.each([
  ['a', null, 'b', 1],
  ['b', 'a', 'c', 2],
  ['c', 'b', null, 3],
  ['x', null, null, null],
])('beside %s stand %s and %s', (runId, previous, next, position) => {
  const neighbours = findNeighbours(rows, runId)
  expect([neighbours.previous?.runId ?? null, neighbours.next?.runId ?? null]).toEqual([previous, next])
  expect(neighbours.position).toBe(position)
})
