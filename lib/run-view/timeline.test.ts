import { array, assert, integer, nat, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleTree, type Sample } from './sample-node.ts'
import { criticalPath } from './timeline-critical-path.ts'
import { timelineGaps } from './timeline-gaps.ts'
import { packLanes } from './timeline-lanes.ts'
import { timelineMinimap } from './timeline-minimap.ts'
import {
  extentOf,
  parentsOf,
  slicePlaces,
  timelinePlaces,
  type TimelinePlaces,
  type TimeRange,
} from './timeline-places.ts'

const ms = 1_000_000

function placesOf(...roots: Sample[]): TimelinePlaces {
  return timelinePlaces(sampleTree(roots))
}

/** A span from `from` to `to` milliseconds. */
function span(spanId: string, from: number, to: number, ...children: Sample[]): Sample {
  return { spanId, at: from * ms, durationNs: (to - from) * ms, children }
}

function inMs(ranges: readonly TimeRange[] | undefined): number[][] {
  return (ranges ?? []).map(({ from, to }) => [from / ms, to / ms])
}

function pathInMs(places: TimelinePlaces): Record<number, number[][]> {
  return Object.fromEntries([...criticalPath(places)].map(([index, pieces]) => [index, inMs(pieces)]))
}

/** Depth-first lists with everything that real traces have: children outside their parents, no time, many roots. */
const anyPlaces = array(record({ depth: nat(6), at: integer({ min: 0, max: 60 }), length: nat(40) }), {
  maxLength: 60,
}).map((spans) => {
  let depth = -1
  const nodes = spans.map((each) => {
    depth = Math.min(each.depth, depth + 1)
    return { depth, startNs: String(BigInt(each.at * ms)), durationNs: each.length * ms }
  })
  return timelinePlaces(nodes)
})

function sum(ranges: Iterable<TimeRange>): number {
  let total = 0
  for (const { from, to } of ranges) total += to - from
  return total
}

/** Time covered by at least one of the ranges. */
function covered(ranges: readonly TimeRange[]): number {
  let total = 0
  let until = Number.NEGATIVE_INFINITY
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    total += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  return total
}

describe('places', () => {
  it('counts from the earliest start, whichever node has it', () => {
    const places = placesOf(span('root', 5, 20, span('early', 2, 4)))
    expect([...places.start]).toEqual([3 * ms, 0])
    expect([...places.end]).toEqual([18 * ms, 2 * ms])
    expect(extentOf(places)).toEqual({ from: 0, to: 18 * ms })
  })

  it('finds parents by depth', () => {
    expect([...parentsOf([0, 1, 2, 1, 0, 1].map((depth) => ({ depth })))]).toEqual([-1, 0, 1, 0, -1, 4])
  })

  it('cuts out a sub-tree and keeps the time of the run', () => {
    const places = placesOf(span('a', 0, 9, span('b', 1, 8, span('c', 2, 3))))
    const { start, parent, count } = slicePlaces(places, 1, 3)
    expect({ start: [...start], parent: [...parent], count }).toEqual({
      start: [1 * ms, 2 * ms],
      parent: [-1, 0],
      count: 2,
    })
  })
})

describe('gaps', () => {
  it.each([
    [
      'before, between and after',
      [span('a', 2, 4), span('b', 6, 8)],
      [
        [0, 2],
        [4, 6],
        [8, 10],
      ],
    ],
    ['none where children touch', [span('a', 0, 5), span('b', 5, 10)], []],
    ['overlapping children count once', [span('a', 0, 6), span('b', 1, 3)], [[6, 10]]],
    ['a child that outlives its parent', [span('a', 4, 30)], [[0, 4]]],
    ['a child that comes after its parent', [span('a', 12, 13)], [[0, 10]]],
  ])('%s', (_what, children, expected) => {
    const gaps = timelineGaps(placesOf(span('root', 0, 10, ...children)), () => true)
    expect(inMs(gaps.get(0))).toEqual(expected)
  })

  it('add up with what the children took to the duration', () => {
    assert(
      property(anyPlaces, (places) => {
        const gaps = timelineGaps(places, () => true)
        for (const [index, own] of gaps) {
          const [from, to] = [places.start[index] ?? 0, places.end[index] ?? 0]
          const children = [...places.parent.keys()].filter((child) => places.parent[child] === index)
          const busy = children.map((child) => ({
            from: Math.min(to, Math.max(from, places.start[child] ?? 0)),
            to: Math.min(to, Math.max(from, places.end[child] ?? 0)),
          }))
          expect(sum(own) + covered(busy)).toBe(to - from)
        }
      }),
    )
  })
})

describe('the critical path', () => {
  it('goes back from the end over what ended last', () => {
    const places = placesOf(
      span('agent', 0, 20, span('llm', 2, 6), span('a', 7, 10), span('b', 7, 15), span('last', 16, 19)),
    )
    expect(pathInMs(places)).toEqual({
      0: [
        [0, 2],
        [6, 7],
        [15, 16],
        [19, 20],
      ],
      1: [[2, 6]],
      3: [[7, 15]],
      4: [[16, 19]],
    })
  })

  it('follows work that outlives its parent, and leaves out what nothing waited for', () => {
    const places = placesOf(span('root', 0, 5, span('background', 3, 10), span('side', 1, 4.5)))
    expect(pathInMs(places)).toEqual({ 0: [[0, 3]], 1: [[3, 10]] })
  })

  it('takes the place of a finished agent whose background work runs on', () => {
    const places = placesOf(span('root', 0, 50, span('a', 0, 5, span('late', 3, 40)), span('b', 6, 49)))
    expect(pathInMs(places)).toEqual({
      0: [
        [5, 6],
        [49, 50],
      ],
      1: [[0, 5]],
      3: [[6, 49]],
    })
  })

  it('forgives clocks that round', () => {
    const places = placesOf(span('root', 0, 10, span('a', 0, 5.4), span('b', 5, 10)))
    expect(pathInMs(places)).toEqual({ 1: [[0, 5]], 2: [[5, 10]] })
  })

  it('never overlaps and never lasts longer than the run', () => {
    assert(
      property(anyPlaces, (places) => {
        const pieces = [...criticalPath(places).values()].flat()
        const extent = extentOf(places)
        expect(covered(pieces)).toBe(sum(pieces))
        expect(sum(pieces)).toBeLessThanOrEqual(extent.to - extent.from)
        for (const { from, to } of pieces) expect(from).toBeLessThan(to)
      }),
    )
  })

  it('covers a run whose children lie in their parents and leave no gap', () => {
    const places = placesOf(span('a', 0, 4), span('b', 4, 9, span('c', 5, 6)), span('d', 1, 2))
    expect(sum([...criticalPath(places).values()].flat())).toBe(9 * ms)
  })

  it('takes 20,000 spans below each other and beside each other', () => {
    const deep = timelinePlaces(
      Array.from({ length: 20_000 }, (_, depth) => ({ depth, startNs: String(depth), durationNs: 40_000 - 2 * depth })),
    )
    expect(criticalPath(deep).size).toBe(20_000)
    const wide = timelinePlaces(
      Array.from({ length: 20_000 }, (_, index) => ({
        depth: index === 0 ? 0 : 1,
        startNs: String(index),
        durationNs: 100_000,
      })),
    )
    expect(criticalPath(wide).size).toBeGreaterThan(0)
    expect(packLanes(wide).laneCount).toBe(20_000)
    expect(packLanes(deep).laneCount).toBe(20_000)
  })
})

describe('lanes', () => {
  it('puts what runs at once into lanes of its own and keeps sub-trees together', () => {
    const places = placesOf(
      span(
        'lead',
        0,
        20,
        span('llm', 0, 3),
        span('a', 4, 12, span('a1', 4, 6), span('a2', 5, 7)),
        span('b', 8, 20, span('b1', 9, 10)),
        span('end', 12, 14),
      ),
    )
    expect(packLanes(places)).toEqual({ lane: Int32Array.from([0, 1, 1, 2, 3, 4, 5, 1]), laneCount: 6 })
  })

  it('lets nothing overlap, and children lie below their parents', () => {
    assert(
      property(anyPlaces, (places) => {
        const { lane, laneCount } = packLanes(places)
        const byLane = new Map<number, TimeRange[]>()
        for (let index = 0; index < places.count; index++) {
          const range = { from: places.start[index] ?? 0, to: places.end[index] ?? 0 }
          const own = lane[index] ?? -1
          const above = places.parent[index] ?? -1
          expect(own).toBeGreaterThan(above === -1 ? -1 : (lane[above] ?? 0))
          expect(own).toBeLessThan(laneCount)
          byLane.set(own, [...(byLane.get(own) ?? []), range])
        }
        for (const ranges of byLane.values()) expect(covered(ranges)).toBe(sum(ranges))
      }),
    )
  })
})

describe('the minimap', () => {
  const input = { isWork: () => true, isFailed: () => false, path: new Map() }

  it('spreads spans over the slices that they touch', () => {
    const places = placesOf(span('a', 0, 10), span('b', 5, 10), span('c', 9, 9))
    const map = timelineMinimap({
      ...input,
      places,
      range: extentOf(places),
      slices: 4,
      isFailed: (index) => index === 2,
    })
    expect([...map.load]).toEqual([1, 1, 2, 2])
    expect([...map.begun]).toEqual([1, 0, 1, 1])
    expect([...map.errors]).toEqual([0, 0, 0, 1])
  })

  it('loses no time', () => {
    assert(
      property(anyPlaces, integer({ min: 1, max: 50 }), (places, slices) => {
        const range = extentOf(places)
        const { load } = timelineMinimap({ ...input, places, range, slices })
        const total = load.reduce((all, each) => all + each, 0) * ((range.to - range.from) / slices)
        const expected = places.end.reduce((all, end, index) => all + end - (places.start[index] ?? 0), 0)
        expect(total).toBeCloseTo(expected, -1)
      }),
    )
  })
})
