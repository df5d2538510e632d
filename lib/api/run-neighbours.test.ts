import { expect, it } from 'vitest'
import { findNeighbours } from './run-neighbours.ts'

const rows = ['a', 'b', 'c'].map((runId) => ({ runId }))

it.each([
  ['a', { previous: null, next: { runId: 'b' } }],
  ['b', { previous: { runId: 'a' }, next: { runId: 'c' } }],
  ['c', undefined],
  ['gone', undefined],
])('neighbours of %s among loaded rows', (runId, expected) => expect(findNeighbours(rows, runId)).toEqual(expected))
