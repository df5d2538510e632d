import { describe, expect, test } from 'vitest'
import type { SpanFacts } from '#lib/domain/span.ts'
import { agent, assembleOne, byId, llm, tool } from './test-support.ts'

type Turn = { tool: string; args?: string; result?: string; agent?: string }

/** An agent that calls one tool a step. */
function stepping(
  turns: readonly Turn[],
  calls: (index: number, turn: Turn) => Partial<SpanFacts> = () => ({}),
): SpanFacts[] {
  const spans = turns.flatMap((turn, index) => [
    llm({ id: `l${index}`, parent: 'a', at: index * 10, agentName: turn.agent ?? '', finishReasons: ['tool_call'] }),
    tool({
      id: `t${index}`,
      parent: 'a',
      at: index * 10 + 2,
      toolName: turn.tool,
      agentName: turn.agent ?? '',
      toolArgumentsHash: turn.args ?? 'same',
      toolResultHash: turn.result ?? 'same',
      ...calls(index, turn),
    }),
  ])
  return [agent({ id: 'a', lasts: turns.length * 10 + 10 }), ...spans]
}

const names = (letters: string, more: Partial<Turn> = {}): Turn[] =>
  letters.split('').map((letter) => Object.assign({ tool: letter }, more))

describe('loops', () => {
  const cases: { name: string; turns: Turn[]; loops: object[] }[] = [
    { name: 'none in two rounds', turns: names('abab'), loops: [] },
    { name: 'one tool again and again', turns: names('xaaay'), loops: [{ firstStep: 2, lastStep: 4, period: 1, rounds: 3, label: 'a', polling: false }] },
    { name: 'two tools in turn', turns: names('ababab'), loops: [{ firstStep: 1, lastStep: 6, period: 2, rounds: 3, label: 'a → b' }] },
    { name: 'the longest stretch wins over a short one inside', turns: names('aabaabaab'), loops: [{ firstStep: 1, lastStep: 9, period: 3, rounds: 3 }] },
    { name: 'one that ends and another', turns: names('aaabbbb'), loops: [{ firstStep: 1, lastStep: 3 }, { firstStep: 4, lastStep: 7, rounds: 4 }] },
    { name: 'a round that is not finished is left out', turns: names('abababa'), loops: [{ firstStep: 1, lastStep: 6, rounds: 3 }] },
    { name: 'not with other arguments', turns: ['1', '2', '3', '4'].map((args) => ({ tool: 'a', args })), loops: [] },
    { name: 'not with arguments that were not recorded', turns: names('aaaa', { args: '' }), loops: [] },
    { name: 'polling while results progress', turns: ['1', '2', '3'].map((result) => ({ tool: 'a', result })), loops: [{ rounds: 3, polling: true }] },
    { name: 'no polling when results come back', turns: ['1', '2', '1', '2'].map((result) => ({ tool: 'a', result })), loops: [{ rounds: 4, polling: false }] },
    { name: 'no polling when results are unknown', turns: names('aaa', { result: '' }), loops: [{ polling: false }] },
    { name: 'per agent, whatever another agent does between', turns: 'aXaYaZ'.split('').map((tool) => ({ tool, agent: tool === 'a' ? 'one' : 'two' })), loops: [{ firstStep: 1, lastStep: 5, period: 1, rounds: 3 }] },
  ] // prettier-ignore

  test.each(cases)('$name', ({ turns, loops }) => {
    expect(assembleOne(stepping(turns)).loops).toEqual(loops.map((loop) => expect.objectContaining(loop)))
  })

  test('what the rounds after the first cost is summed; polling costs nothing', () => {
    const { run, loops } = assembleOne(stepping(names('ababab')))
    expect(loops[0]?.costUsd).toBe('0.000440000000')
    expect(run.loops).toMatchObject({
      count: 1,
      steps: 4,
      revisits: 4,
      costUsd: '0.000440000000',
      worst: { period: 2 },
    })
    const polled = assembleOne(stepping(['1', '2', '3'].map((result) => ({ tool: 'a', result }))))
    expect(polled.run.loops).toMatchObject({ count: 0, steps: 0, revisits: 2, costUsd: null, worst: null })
  })

  const outputs: { name: string; outputs: string[]; polling: boolean }[] = [
    { name: 'ids and run times are no progress', outputs: ['Chunk ID: dcb209 Wall time: 0.01 seconds ok', 'Chunk ID: 4050b0 Wall time: 0.02 seconds ok', 'Chunk ID: b71f9c Wall time: 0 seconds ok'], polling: false },
    { name: 'a count is', outputs: ['{"done":1200000}', '{"done":1300000}', '{"done":1400000}'], polling: true },
    { name: 'so is a state', outputs: ['queued', 'running', 'almost there'], polling: true },
  ] // prettier-ignore

  test.each(outputs)('$name', ({ outputs: texts, polling }) => {
    const turns = texts.map((_, index) => ({ tool: 'a', result: `hash-${index}` }))
    const { loops } = assembleOne(stepping(turns, (index) => ({ outputPreview: texts[index] ?? '' })))
    expect(loops.map((loop) => loop.polling)).toEqual([polling])
  })

  test('equal answers without tools are a loop', () => {
    const spans = [0, 1, 2].map((index) => llm({ id: `l${index}`, parent: 'a', at: index * 5, outputHash: 'again' }))
    expect(assembleOne([agent({ id: 'a', lasts: 30 }), ...spans]).loops).toEqual([
      expect.objectContaining({ label: 'answer', rounds: 3 }),
    ])
  })

  test('nodes carry their loop and the action that they repeat', () => {
    const assembled = assembleOne(stepping(names('xaaa')))
    expect(byId(assembled, (node) => [node.step, node.loop, node.revisitOf])).toEqual({
      a: [null, null, null],
      l0: [1, null, null], t0: [1, null, null],
      l1: [2, 0, null], t1: [2, 0, null],
      l2: [3, 0, null], t2: [3, 0, 't1'],
      l3: [4, 0, null], t3: [4, 0, 't1'],
    }) // prettier-ignore
  })
})

describe('steps', () => {
  test('a tool belongs to the call that asked for it, wherever it stands', () => {
    const assembled = assembleOne([
      agent({ id: 'a', lasts: 30 }),
      llm({ id: 'l1', parent: 'a', asks: ['slow'] }),
      llm({ id: 'l2', parent: 'a', at: 3, asks: ['fast'] }),
      tool({ id: 'slow', parent: 'a', at: 6, toolCallId: 'call-l1-slow' }),
      tool({ id: 'unnamed', parent: 'a', at: 7 }),
    ])
    expect(byId(assembled, (node) => node.step)).toEqual({ a: null, l1: 1, l2: 2, slow: 1, unnamed: 2 })
  })

  test('without ids the tree decides before the time: a tool beside its own call in a framework step', () => {
    const assembled = assembleOne([
      agent({ id: 'a', lasts: 30 }),
      agent({ id: 'left', parent: 'a', lasts: 20 }), llm({ id: 'l1', parent: 'left', at: 1 }), tool({ id: 't1', parent: 'left', at: 5 }),
      agent({ id: 'right', parent: 'a', lasts: 20 }), llm({ id: 'l2', parent: 'right', at: 2 }), tool({ id: 't2', parent: 'right', at: 6 }),
    ]) // prettier-ignore
    expect(byId(assembled, (node) => node.step)).toMatchObject({ l1: 1, t1: 1, l2: 2, t2: 2 })
  })

  test('evaluators, embeddings and failed calls are no steps', () => {
    const { run } = assembleOne([
      agent({ id: 'a', lasts: 30 }),
      llm({ id: 'l1', parent: 'a' }),
      { ...llm({ id: 'judge', parent: 'a', at: 3 }), kind: 'evaluator', usage: null },
      llm({ id: 'l2', parent: 'judge', at: 3 }),
      llm({ id: 'embed', parent: 'a', at: 5, kind: 'embedding' }),
      llm({ id: 'failed', parent: 'a', at: 7, usage: null, hasAnswer: false, status: 'error' }),
    ])
    expect(run).toMatchObject({ steps: 1, llmCalls: 2, failedLlmCalls: 1, embeddingCalls: 1 })
  })
})
