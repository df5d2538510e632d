import {
  assert,
  boolean,
  constant,
  constantFrom,
  nat,
  oneof,
  property,
  record,
  string,
  tuple,
  uniqueArray,
  type Arbitrary,
} from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { RunFilter } from '../filter.ts'
import { completionAt, explainQuery } from './explain-query.ts'
import { exactFilterValue, parseFilterValue, printFilterValue } from './filter-value.ts'
import { parseFreeText, printFreeText } from './free-text.ts'
import { parseQuery } from './parse-query.ts'
import { printQuery } from './print-query.ts'
import { queryFields } from './query-fields.ts'

describe('parseQuery', () => {
  test.each<[string, RunFilter]>([
    ['', {}],
    ['agent:support', { agent: ['support'] }],
    ['tenant:acme,globex -tenant:initech', { tenant: ['acme', 'globex', '!initech'] }],
    ['tool:get_*', { tool: ['get_*'] }],
    ['tool:"get_*"', { tool: ['get_\\*'] }],
    ['user:"Ann Lee","!x"', { user: ['Ann Lee', '\\!x'] }],
    ['tenant:-', { tenant: ['-'] }],
    ['has:tenant -has:user', { tenant: ['!-'], user: ['-'] }],
    ['has:loop error:true -has:warning', { hasLoop: true, hasError: true, hasWarning: false }],
    ['steps:>20', { minSteps: 21 }],
    ['steps:5..20 cost:>0.5 cost:<=$2', { minSteps: 5, maxSteps: 20, aboveCostUsd: 0.5, maxCostUsd: 2 }],
    ['steps:>5 steps:>8', { minSteps: 9 }],
    ['-steps:>20', { maxSteps: 20 }],
    ['duration:>1.5s tokens:10k', { aboveDurationMs: 1500, minTokens: 10_000, maxTokens: 10_000 }],
    ['Status:error TASK:a', { endReason: ['error'], taskType: ['a'] }],
    ['refund "duplicate charge" -late', { q: 'refund "duplicate charge" -late' }],
    ['https://example.test/a', { q: '"https://example.test/a"' }],
    ['"agent:support"', { q: '"agent:support"' }],
    ['退款 naïve pay*', { q: '退款 naïve pay*' }],
    ['session:a:b', { session: ['a:b'] }],
  ])('%s', (text, filter) => expect(parseQuery(text)).toEqual({ filter, errors: [] }))

  test.each([
    ['agnet:support', 'agnet:support', 'Did you mean agent:'],
    ['foo:bar', 'foo:bar', 'quotation marks'],
    ['tool:', 'tool:', 'needs a value'],
    ['tool:a,', 'tool:a,', 'empty value'],
    ['end:broken', 'end:broken', 'End is one of completed'],
    ['steps:many', 'steps:many', 'Write steps:>20'],
    ['steps:1.5', 'steps:1.5', 'whole numbers'],
    ['steps:9..2', 'steps:9..2', 'smaller number first'],
    ['steps:<0', 'steps:<0', 'less than 0'],
    ['steps:..', 'steps:..', 'Write steps:'],
    ['cost:1e9', 'cost:1e9', 'Write cost:'],
    ['error:maybe', 'error:maybe', 'error:true'],
    ['has:everything', 'has:everything', 'has:loop'],
    ['has:loop -has:loop', '-has:loop', 'contradicts'],
    ['a "open', '"open', 'not closed'],
    ['-- !', '--', 'no letter'],
    ['__proto__:x', '__proto__:x', 'no field'],
  ])('%s: the error names the token and the way out', (text, token, words) => {
    const [error] = parseQuery(text).errors
    expect(error?.token).toBe(token)
    expect(error?.message).toContain(words)
    expect(text.slice(error?.start, error?.end)).toBe(token)
  })

  test('what is wrong does not take the rest away', () => {
    expect(parseQuery('agent:a foo:b steps:>3').filter).toEqual({ agent: ['a'], minSteps: 4 })
  })
})

const word = oneof(
  string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  constantFrom('-', '!', '*', '\\', '"', 'a b', 'x,y', 'a:b', '!-', '\\*', 'agent:x', '//a', '退款'),
)
const filters = record(
  Object.fromEntries(
    queryFields.flatMap((field): [string, Arbitrary<unknown>][] => {
      const number = field.type === 'number' && field.above !== null ? nat().map((value) => value / 1e4) : nat()
      if (field.type === 'number')
        return [field.min, field.max, field.above, field.below].flatMap((name): [string, Arbitrary<unknown>][] =>
          name === null ? [] : [[name, number]],
        )
      if (field.type === 'flag') return [[field.filter, boolean()]]
      if (field.filter === 'endReason') return [[field.filter, constant(['error', '!running', '-'])]]
      if (field.filter === 'costStatus') return [[field.filter, constant(['priced', '!none'])]]
      const values = uniqueArray(tuple(word, boolean()), { minLength: 1, maxLength: 3 })
      return [[field.filter, values.map((list) => list.map(([value, negated]) => exactFilterValue(value, negated)))]]
    }),
  ),
  { requiredKeys: [] },
).map((fields) => RunFilter.parse(fields))

/** Bounds that no run meets cannot be said as a range, and wanted values come before unwanted ones. */
function canonical(filter: RunFilter): RunFilter {
  const result = { ...filter }
  for (const field of queryFields) {
    if (field.type === 'list') {
      const values = (filter[field.filter] ?? []).map(parseFilterValue)
      if (values.length === 0) continue
      result[field.filter] = [
        ...new Set(values.toSorted((a, b) => Number(a.negated) - Number(b.negated)).map(printFilterValue)),
      ]
    }
    if (field.type === 'number') {
      const [min, max] = [filter[field.min], filter[field.max]]
      if (min !== undefined && max !== undefined && min > max) [result[field.min], result[field.max]] = [max, min]
      if (field.below !== null && result[field.below] === 0) result[field.below] = 1
    }
  }
  return result
}

describe('text and filter', () => {
  it('are the same both ways', () => {
    assert(
      property(filters, (filter) => {
        const wanted = canonical(filter)
        expect(parseQuery(printQuery(wanted))).toEqual({ filter: wanted, errors: [] })
      }),
      { numRuns: 500 },
    )
  })

  it.each(['//a', '//a*', '!//a', '!//*b'])('a task type %s does not become an address', (entry) => {
    const filter = { taskType: [entry, 'x'] }
    expect(parseQuery(printQuery(filter))).toEqual({ filter: canonical(filter), errors: [] })
  })

  it('any text is read without a crash, and what was read prints to the same', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const { filter } = parseQuery(text)
        expect(parseQuery(printQuery(filter)).filter).toEqual(filter)
        explainQuery(text)
        completionAt(text, Math.floor(text.length / 2))
      }),
      { numRuns: 2_000 },
    )
  })

  it('free text prints as it is read', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const terms = parseFreeText(text)
        expect(parseFreeText(printFreeText(terms))).toEqual(terms)
      }),
    )
  })

  it('a value escaped is that value', () => {
    assert(
      property(word, boolean(), (value, negated) => {
        expect(parseFilterValue(exactFilterValue(value, negated))).toEqual({ negated, kind: 'exact', value })
      }),
    )
  })
})

describe('explainQuery', () => {
  it('says what each piece asks for', () => {
    const text = 'agent:a -tool:get_* steps:>20 has:loop "duplicate charge" x:y'
    expect(
      explainQuery(text).map(({ start, end, explanation }) => `${text.slice(start, end)} = ${explanation}`),
    ).toEqual([
      'agent:a = Agent is a',
      '-tool:get_* = Tool is not like get_*',
      'steps:>20 = Steps at least 21',
      'has:loop = Runs with loops',
      '"duplicate charge" = The run’s messages, tool calls or names contain the words "duplicate charge" in this order',
      'x:y = There is no field x. To search for the text itself, put it into quotation marks.',
    ])
  })
})

test.each([
  ['', { kind: 'field', typed: '' }],
  ['ag', { kind: 'field', typed: 'ag' }],
  ['-to', { kind: 'field', typed: 'to' }],
  ['tool:', { kind: 'value', field: 'tool', typed: '' }],
  ['taskType:ref', { kind: 'value', field: 'task', typed: 'ref' }],
  ['tool:a,b', { kind: 'value', field: 'tool', typed: 'b' }],
  ['has:lo', { kind: 'value', field: 'has', typed: 'lo' }],
])('completionAt the end of "%s"', (text, expected) => expect(completionAt(text, text.length)).toMatchObject(expected))
