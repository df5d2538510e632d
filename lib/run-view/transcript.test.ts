import { describe, expect, it } from 'vitest'
import { sampleLoop, sampleNode, sampleTree, type Sample } from './sample-node.ts'
import type { TranscriptItem } from './transcript-items.ts'
import { transcript } from './transcript.ts'

const none = new Set<string>()

function llm(spanId: string, step: number, overrides: Partial<Sample> = {}): Sample {
  return { spanId, kind: 'llm', usageRole: 'own', step, durationNs: 10, at: step * 100, ...overrides }
}

function tool(spanId: string, step: number, overrides: Partial<Sample> = {}): Sample {
  return { spanId, kind: 'tool', toolName: spanId, step, durationNs: 10, at: step * 100 + 20, ...overrides }
}

function ids(items: TranscriptItem[]): string[] {
  return items.map((item) => `${'>'.repeat(item.nest)}${item.id}`)
}

function read(roots: Sample[], opened: ReadonlySet<string> = none, loops = [sampleLoop({})]): TranscriptItem[] {
  return transcript({ nodes: sampleTree(roots), loops, opened })
}

describe('transcript', () => {
  it('reads goal, turns with their tools, and the end', () => {
    const items = read([{ spanId: 'root', kind: 'agent', children: [llm('a', 1), tool('t', 1), llm('b', 2)] }])
    expect(ids(items)).toEqual(['goal', 'turn:a', 'tools:t', 'turn:b', 'end'])
    const turns = items.filter((item) => item.type === 'turn')
    expect(turns[0]).toMatchObject({ isFirst: true, isFinal: false, nextTurnId: 'b', calls: [{ id: null, name: 't' }] })
    expect(turns[1]).toMatchObject({ isFirst: false, isFinal: true })
  })

  it('sets tools that overlap side by side and others below each other', () => {
    const items = read([llm('a', 1), tool('t', 1), tool('u', 1, { at: 125 }), tool('v', 1, { at: 140 })])
    const groups = items.flatMap((item) => (item.type === 'tools' ? [item.nodes.map((node) => node.spanId)] : []))
    expect(groups).toEqual([['t', 'u'], ['v']])
  })

  it('makes a card of a sub-agent and tells its turns only when opened', () => {
    const tree: Sample[] = [
      {
        spanId: 'root',
        kind: 'agent',
        label: 'support',
        children: [
          llm('a', 1),
          { spanId: 'sub', kind: 'agent', label: 'billing', children: [llm('b', 2), tool('t', 2)] },
          llm('c', 3),
        ],
      },
    ]
    const closed = read(tree)
    expect(ids(closed)).toEqual(['goal', 'turn:a', 'card:sub', 'turn:c', 'end'])
    expect(closed[2]).toMatchObject({ open: false, totals: { steps: 1, llmCalls: 1, toolCalls: 1, errors: 0 } })
    expect(ids(read(tree, new Set(['card:sub'])))).toEqual([
      'goal',
      'turn:a',
      'card:sub',
      '>turn:b',
      '>tools:t',
      'turn:c',
      'end',
    ])
  })

  it('reads the agent inside a handoff as the handoff itself', () => {
    const agent: Sample = { spanId: 'sub', kind: 'agent', label: 'billing', children: [llm('b', 2)] }
    const items = read(
      [{ spanId: 'root', kind: 'agent', children: [{ spanId: 'h', kind: 'handoff', step: 1, children: [agent] }] }],
      new Set(['card:h']),
    )
    expect(ids(items)).toEqual(['goal', 'card:h', '>turn:b', 'end'])
  })

  it('tells a handoff without turns of its own once', () => {
    const items = read([llm('a', 1), { spanId: 'h', kind: 'handoff', step: 1, toolName: 'transfer' }, llm('b', 2)])
    expect(ids(items)).toEqual(['goal', 'turn:a', 'note:h', 'turn:b', 'end'])
    expect(items[1]).toMatchObject({ calls: [{ id: null, name: 'transfer' }] })
  })

  it('names the speakers when more than one agent speaks', () => {
    const items = read([
      { spanId: 'r1', kind: 'agent', label: 'triage', children: [llm('a', 1, { agent: 'triage' })] },
      { spanId: 'r2', kind: 'agent', label: 'billing', children: [llm('b', 2, { agent: 'billing' })] },
    ])
    expect(ids(items)).toEqual(['goal', 'speaker:a', 'turn:a', 'speaker:b', 'turn:b', 'end'])
  })

  it('leaves out second reports and calls that wrap calls', () => {
    const items = read([
      llm('wrap', 1, { usageRole: 'aggregate', children: [llm('a', 1), llm('dup', 1, { duplicateOf: 'a' })] }),
    ])
    expect(ids(items)).toEqual(['goal', 'turn:a', 'end'])
  })

  it('folds the later rounds of a loop until they are opened', () => {
    const round = (step: number): Sample[] => [llm(`l${step}`, step, { loop: 0 }), tool(`t${step}`, step, { loop: 0 })]
    const tree = [...round(1), ...round(2), ...round(3), llm('z', 4)]
    const folded = read(tree)
    expect(ids(folded)).toEqual(['goal', 'loop:0', 'turn:l1', 'tools:t1', 'rounds:0', 'turn:z', 'end'])
    expect(folded[4]).toMatchObject({ hiddenSteps: 2, open: false })
    expect(ids(read(tree, new Set(['rounds:0'])))).toContain('turn:l3')
  })

  it('tells the error of a container once, where no descendant failed', () => {
    const failed = { status: 'error', errorMessage: 'timeout' } as const
    expect(ids(read([{ spanId: 'w', ...failed, children: [llm('a', 1)] }]))).toContain('error:w')
    const withCause = read([{ spanId: 'w', ...failed, children: [llm('a', 1, failed)] }])
    expect(ids(withCause)).not.toContain('error:w')
  })

  it('survives a chain of 20,000 nested spans', () => {
    const nodes = Array.from({ length: 20_000 }, (_unused, index) =>
      sampleNode({ spanId: `s${index}`, kind: 'llm', usageRole: 'own', depth: index, descendantCount: 19_999 - index }),
    )
    const items = transcript({ nodes, loops: [], opened: none })
    expect(items).toHaveLength(20_002)
  })
})
