import { describe, expect, it } from 'vitest'
import { emptyContent, type Message, type SpanContent } from '#lib/domain/message.ts'
import { diffContents, diffLimits, diffTexts, type DiffLine } from './content-diff.ts'
import { pairRows, unifiedRows } from './diff-rows.ts'
import { neighbourCalls } from './neighbour-calls.ts'
import { sampleTree } from './sample-node.ts'

const said = (role: Message['role'], text: string): Message => ({
  role,
  name: null,
  parts: [{ type: 'text', text }],
  finishReason: null,
})
const call = (inputMessages: Message[], answer: string): SpanContent => ({
  ...emptyContent,
  state: 'full',
  inputMessages,
  outputMessages: [said('assistant', answer)],
})
const text = (lines: readonly DiffLine[]) =>
  lines.map(({ type, text }) => `${type === 'same' ? ' ' : type === 'added' ? '+' : '-'}${text}`)
/** So many different lines. */
const lines = (count: number, word: string) => Array.from({ length: count }, (_, i) => `${word} ${i}`).join('\n')
const patient = { ...diffLimits, timeoutMs: 60_000 }

describe('diffContents', () => {
  const first = [said('system', 'Be brief.'), said('user', 'Hello')]

  it('tells what the next call added to the conversation', () => {
    const before = call(first, 'Hi.')
    const after = call([...first, said('assistant', 'Hi.'), said('user', 'Bye')], 'Bye.')
    const diff = diffContents(before, after)
    expect(diff).toMatchObject({ sharedMessages: 1, addedMessages: 2, removedMessages: 0 })
    expect(text(diff.input.lines)).toEqual(['+assistant:', '+Hi.', '+', '+user:', '+Bye'])
    expect(diff.system.added + diff.system.removed).toBe(0)
    expect(text(diff.output.lines)).toEqual([' assistant:', '-Hi.', '+Bye.'])
  })

  it('tells what was dropped and changed', () => {
    const before = call([said('user', 'one'), said('assistant', 'two'), said('user', 'three')], '')
    const after = call([said('user', 'one'), said('user', 'three')], '')
    expect(diffContents(before, after)).toMatchObject({ sharedMessages: 1, addedMessages: 0, removedMessages: 1 })
  })

  it('compares the values of spans that have no conversation', () => {
    const before = { ...emptyContent, input: { id: 1, limit: 5 }, output: 'a' }
    const after = { ...emptyContent, input: { id: 2, limit: 5 }, output: 'a' }
    expect(text(diffContents(before, after).input.lines)).toEqual([
      ' {',
      '-  "id": 1,',
      '+  "id": 2,',
      '   "limit": 5',
      ' }',
    ])
  })
})

describe('diffTexts', () => {
  it('does not count a missing end of line as a change', () => {
    expect(diffTexts('a\nb', 'a\nb\n')).toMatchObject({ added: 0, removed: 0 })
    expect(diffTexts('', '')).toMatchObject({ lines: [] })
  })

  it('gives up on texts that have nothing in common, and shows both', () => {
    const diff = diffTexts(lines(3_000, 'old'), lines(3_000, 'new'), patient)
    expect(diff).toMatchObject({ isExact: false, added: 3_000, removed: 3_000 })
  })

  it('compares only the beginning of huge texts and says what is left out', () => {
    const huge = 'x'.repeat(patient.maxCharacters + 50)
    expect(diffTexts(huge, `${huge}y`, patient)).toMatchObject({ isExact: true, added: 0, cutCharacters: 101 })
  })

  it('finds a small change in a long text', () => {
    const old = lines(20_000, 'line')
    const diff = diffTexts(old, old.replace('line 9999\n', 'changed\n'), patient)
    expect(diff).toMatchObject({ isExact: true, added: 1, removed: 1 })
    expect(unifiedRows(diff.lines).map((row) => (row.type === 'gap' ? row.count : text([row])[0]))).toEqual([
      9_996,
      ' line 9996',
      ' line 9997',
      ' line 9998',
      '-line 9999',
      '+changed',
      ' line 10000',
      ' line 10001',
      ' line 10002',
      9_997,
    ])
  })
})

describe('pairRows', () => {
  it('puts a changed line beside its successor', () => {
    const { lines: changed } = diffTexts('a\nb\nc', 'a\nB\nC\nd')
    const pairs = pairRows(changed).map((row) => ('left' in row ? [row.left?.text, row.right?.text] : row.count))
    expect(pairs).toEqual([
      ['a', 'a'],
      ['b', 'B'],
      ['c', 'C'],
      [undefined, 'd'],
    ])
  })
})

describe('neighbourCalls', () => {
  const nodes = sampleTree([
    { spanId: 'a', kind: 'agent', label: 'one' },
    { spanId: 'l1', kind: 'llm', agent: 'one', at: 10 },
    { spanId: 't1', kind: 'tool', label: 'get', at: 20 },
    { spanId: 'twin', kind: 'llm', agent: 'one', at: 25, duplicateOf: 'l1' },
    { spanId: 'other', kind: 'llm', agent: 'two', at: 28 },
    { spanId: 'l2', kind: 'llm', agent: 'one', at: 30 },
    { spanId: 't2', kind: 'tool', label: 'get', at: 40 },
  ])
  it.each([
    ['l1', null, 'l2'],
    ['l2', 'l1', null],
    ['t2', 't1', null],
    ['other', null, null],
  ])('of %s are %s and %s', (spanId, previous, next) => {
    const node = nodes.find((each) => each.spanId === spanId) ?? nodes[0]!
    const found = neighbourCalls(nodes, node)
    expect([found.previous?.spanId ?? null, found.next?.spanId ?? null]).toEqual([previous, next])
  })
})
