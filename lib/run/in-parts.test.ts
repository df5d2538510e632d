import { expect, it } from 'vitest'
import { fittingSpans, inParts } from './in-parts.ts'

const runs = (...counts: number[]) => counts.map((span_count) => ({ span_count }))
const sizes = (of: readonly { span_count: number }[]) => of.map(({ span_count }) => span_count)

it.each([
  [[], []],
  [
    [3, 3, 3],
    [[3, 3], [3]],
  ],
  [
    [7, 1, 1, 1, 1],
    [[7], [1, 1, 1], [1]],
  ],
  [
    [90, 90],
    [[90], [90]],
  ],
])('cuts %j into %j: three runs or six spans', (counts, parts) => {
  expect(inParts(runs(...counts), { runs: 3, spans: 6 }).map(sizes)).toEqual(parts)
})

it('leaves out what does not fit, and goes on', () => {
  expect(sizes(fittingSpans(runs(4, 90, 5, 2, 1), 10))).toEqual([4, 5, 1])
})
