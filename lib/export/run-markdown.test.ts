import { describe, expect, it } from 'vitest'
import { emptyContent, type Message, type SpanContent } from '#lib/domain/message.ts'
import type { SpanDetail, SpanNode } from '#lib/domain/run.ts'
import { sampleNode } from '#lib/run-view/sample-node.ts'
import { sampleRun } from '#lib/run-view/sample-run.ts'
import { isTold } from './markdown-entry.ts'
import { runMarkdown } from './run-markdown.ts'

const message = (role: Message['role'], ...parts: Message['parts']): Message => ({
  role,
  name: null,
  parts,
  finishReason: null,
})
const said = (text: string) => ({ type: 'text' as const, text })

function entry(node: Partial<SpanNode> & { spanId: string }, content: Partial<SpanContent> = {}): SpanDetail {
  return {
    node: sampleNode(node),
    content: { ...emptyContent, ...content },
    attributes: {},
    resourceAttributes: {},
    scope: { name: '', version: '', attributes: {} },
    events: [],
    links: [],
    logs: [],
    promptName: null,
    promptVersion: null,
    raw: null,
  }
}

const chat = entry(
  { spanId: 'a', kind: 'llm', label: 'gpt-5', step: 1, costUsd: '0.001000000000', durationNs: 2e9 },
  {
    inputMessages: [message('system', said('You help.')), message('user', said('Refund ```order``` 7'))],
    outputMessages: [
      message(
        'assistant',
        said('Looking.'),
        { type: 'tool_call', id: 'c1', name: 'get_order', arguments: { id: 7 } },
        { type: 'tool_call', id: 'c2', name: 'unseen', arguments: { x: 1 } },
      ),
    ],
  },
)
const tool = entry(
  {
    spanId: 'b',
    kind: 'tool',
    label: 'get_order',
    toolName: 'get_order',
    toolCallId: 'c1',
    toolExecuted: true,
    status: 'error',
    errorMessage: 'no such order',
  },
  { input: { id: 7 }, output: 'x'.repeat(5_000) },
)
const last = entry(
  { spanId: 'c', kind: 'llm', label: 'gpt-5', step: 2 },
  { outputMessages: [message('assistant', said('It is done.'))] },
)

describe('a run as Markdown', () => {
  const text = runMarkdown({
    run: { ...sampleRun, costUsd: '0.0010', steps: 2 },
    loops: [],
    entries: [chat, tool, last],
    leftOut: 3,
  })

  it('says what was asked, in a fence that the text cannot close', () => {
    expect(text).toContain('## Task\n\n````\nRefund ```order``` 7\n````')
  })

  it('tells the steps in order, with arguments, results and errors', () => {
    const places = [
      '### llm `gpt-5` (step 1',
      'Looking.',
      '### tool `get_order`',
      '"id": 7',
      'no such order',
      '(step 2',
    ].map((part) => text.indexOf(part))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places).not.toContain(-1)
    expect(text).toContain('**failed**')
  })

  it('tells calls that no span records, and only those, with the answer that asks for them', () => {
    expect(text).toContain('Asks for `unseen`')
    expect(text).not.toContain('Asks for `get_order`')
  })

  it('says what it leaves out', () => {
    expect(text).toContain('… 1,000 characters left out')
    expect(text).toContain('… 3 further calls left out')
  })

  it('ends with the last answer', () => {
    expect(text).toContain('The run ended as completed.\n\nLast answer:\n\n```\nIt is done.\n```')
  })

  it('is bounded however long the run is', () => {
    const many = Array.from({ length: 500 }, () => tool)
    const long = runMarkdown({ run: sampleRun, loops: [], entries: many, leftOut: 0 })
    expect(long.length).toBeLessThan(130_000)
    expect(long).toMatch(/… \d+ further calls left out/)
  })
})

describe('rows worth telling', () => {
  it.each([
    [{ kind: 'llm' }, true],
    [{ kind: 'plain' }, false],
    [{ kind: 'plain', errorMessage: 'broken' }, true],
    [{ kind: 'llm', duplicateOf: 'x' }, false],
  ] as const)('%j: %s', (node, told) => expect(isTold(sampleNode({ spanId: 's', ...node }))).toBe(told))
})
