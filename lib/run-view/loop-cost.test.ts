import { array, assert, constantFrom, nat, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import { agent, assembleOne, llm, tool } from '#lib/run/test-support.ts'
import { countedLoops, loopCost, loopName, roundOf } from './loop-cost.ts'
import { sampleLoop, sampleNode } from './sample-node.ts'

const loop = sampleLoop({ firstStep: 2, lastStep: 7, period: 2, rounds: 3, costUsd: '0.040000000002' })

const call = (step: number, more = {}) =>
  sampleNode({ spanId: `call ${step}`, kind: 'llm', step, costUsd: `0.01000000000${step % 2}`, costStatus: 'priced', ...more }) // prettier-ignore

/** Not in the order of their steps: a list is in the order of the tree. */
const nodes = [
  call(1),
  ...[5, 2, 3, 4, 6, 7].map((step) => call(step, { loop: 0 })),
  sampleNode({ spanId: 'tool', kind: 'tool', step: 4, loop: 0, costUsd: '0.5', costStatus: 'priced' }),
  sampleNode({ spanId: 'free tool', kind: 'tool', step: 4, loop: 0 }),
  call(4, { spanId: 'second report', loop: null, duplicateOf: 'call 4' }),
  call(8, { loop: 1 }),
]

describe('a loop', () => {
  const { first, repeated, tools } = loopCost(nodes, loop, 0)

  it('is the calls of its rounds, the first apart', () => {
    expect(first.map(({ node }) => node.step)).toEqual([2, 3])
    expect(repeated.map(({ node, round }) => [node.step, round])).toEqual([
      [4, 2],
      [5, 2],
      [6, 3],
      [7, 3],
    ])
    expect(tools.map(({ spanId }) => spanId)).toEqual(['tool'])
  })

  it('adds up to what is said of it', () => expect(sumUsd(repeated.map(({ node }) => node.costUsd))).toBe(loop.costUsd))

  it('knows the round of a call, and of nothing else', () => {
    const [other, inside] = [nodes[0], nodes[1]]
    if (other === undefined || inside === undefined) throw new Error('no nodes')
    expect(roundOf(nodes, loop, inside)).toBe(2)
    expect(roundOf(nodes, loop, other)).toBeNull()
  })
})

it('does not count polling', () => {
  const polling = sampleLoop({ polling: true })
  expect(countedLoops([polling, loop])).toEqual([{ loop, place: 1 }])
  expect([loopName(polling), loopName(loop)]).toEqual(['polling × 3', 'loop × 3'])
})

/** Steps of two agents that often repeat themselves; each costs something else. */
const anySteps = array(
  record({ toolName: constantFrom('a', 'a', 'b'), agentName: constantFrom('one', 'one', 'two'), input: nat(9_999) }),
  { minLength: 3, maxLength: 30 },
).map((steps) => [
  agent({ id: 'root', at: 0, lasts: 99 }),
  ...steps.flatMap(({ toolName, agentName, input }, index) => [
    llm({ id: `c${index}`, parent: 'root', at: index, lasts: 1, agentName, input, finishReasons: ['tool_call'] }),
    tool({ id: `t${index}`, parent: 'root', at: index, lasts: 1, agentName, toolName, toolArgumentsHash: 'same', toolResultHash: 'same' }),
  ]),
]) // prettier-ignore

it('finds exactly the calls that the assembly added up', () =>
  assert(
    property(anySteps, (spans) => {
      const { run, nodes, loops: found } = assembleOne(spans)
      const costs = found.map((each, place) => loopCost(nodes, each, place))
      for (const [place, { first, repeated }] of costs.entries()) {
        const { period, rounds, costUsd } = found[place] ?? sampleLoop({})
        expect([first.length, repeated.length]).toEqual([period, period * (rounds - 1)])
        expect(sumUsd(repeated.map(({ node }) => node.costUsd))).toBe(costUsd)
      }
      const counted = countedLoops(found).flatMap(({ place }) => costs[place]?.repeated ?? [])
      expect(sumUsd(counted.map(({ node }) => node.costUsd))).toBe(run.loops.costUsd)
      expect(counted).toHaveLength(run.loops.steps)
    }),
  ))
