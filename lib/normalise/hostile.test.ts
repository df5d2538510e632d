import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { argumentsHash, canonicalJson } from './hashes.ts'
import { decodeContent, normaliseSpan } from './index.ts'
import { unflattenList } from './indexed-attributes.ts'
import { Attributes } from './attributes.ts'
import { decodeJson } from './json.ts'
import { preview } from './preview.ts'
import { searchTexts } from './search-texts.ts'
import { simhash64 } from './simhash.ts'
import { factsOf, keyValues, testRecord } from './test-support.ts'

describe('decodeJson', () => {
  it.each<[string, unknown, unknown]>([
    ['JSON', '{"a":1}', { a: 1 }],
    ['JSON in JSON in JSON', JSON.stringify(JSON.stringify('{"a":1}')), { a: 1 }],
    ['quoted text', '"7 C"', '7 C'],
    [
      'a Python dict',
      "{'a': None, 'b': True, 'c': [1, -2.5], 'd': (1,), 'e': \"it's\", 'f': 'x\\'y'}",
      { a: null, b: true, c: [1, -2.5], d: [1], e: "it's", f: "x'y" },
    ],
    ['truncated JSON', '{"a":1...[TRUNCATED', '{"a":1...[TRUNCATED'],
    ['text that begins like JSON', '[see below] hello', '[see below] hello'],
    ['plain text', 'hello', 'hello'],
    ['a number', 7, 7],
  ])('%s', (_title, value, expected) => {
    expect(decodeJson(value)).toEqual(expected)
  })

  it('leaves documents as text that are too deep to walk', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    expect(decodeJson(deep)).toBe(deep)
    expect(decodeJson("{'a':".repeat(100_000))).toBeTypeOf('string')
  })
})

describe('hashes', () => {
  it('are equal for equal arguments, however encoded', () => {
    const hash = argumentsHash({ b: [1, { y: 1, x: 2 }], a: 'ü' })
    expect(argumentsHash('{"a":"ü","b":[1.0,{"x":2,"y":1}]}')).toBe(hash)
    expect(argumentsHash(JSON.stringify('{"b":[1,{"y":1,"x":2}],"a":"ü"}'))).toBe(hash)
    expect(argumentsHash("{'a': 'ü', 'b': [1, {'x': 2, 'y': 1}]}")).toBe(hash)
    expect(argumentsHash('')).toBe('')
  })

  it('keep __proto__ a key like any other', () => {
    expect(canonicalJson(decodeJson('{"__proto__":{"x":1}}'))).toBe('{"__proto__":{"x":1}}')
  })

  it('tell similar texts from different ones', () => {
    const text = 'The account was charged twice in January because the ledger repeated the transaction TX-9002.'
    const distance = (a: string, b: string) => {
      let bits = BigInt(`0x${simhash64(a)}`) ^ BigInt(`0x${simhash64(b)}`)
      let count = 0
      for (; bits > 0n; bits &= bits - 1n) count += 1
      return count
    }
    expect(distance(text, text)).toBe(0)
    expect(distance(text, text.replace('January', 'March'))).toBeLessThan(20)
    expect(
      distance(text, 'Please open a ticket with the shipping team about parcel 4711 in Bergen, thank you.'),
    ).toBeGreaterThan(20)
  })
})

describe('flattened lists', () => {
  it('are ordered by number, close gaps and never allocate by index', () => {
    const attributes = new Attributes(
      keyValues({
        'm.10.v': 'c',
        'm.9.v': 'b',
        'm.2147483647.v': 'e',
        'm.0.v': 'a',
        'm.99.v': 'd',
        'm.name': 'x',
        'm.__proto__.v': 'y',
      }),
    )
    expect(unflattenList(attributes, 'm')?.map((entry) => canonicalJson(entry))).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((v) => `{"v":"${v}"}`),
    )
  })

  it('survive hostile keys', () => {
    const { facts, content } = normaliseSpan({
      project: 'default',
      rawBytes: 0,
      record: testRecord({
        attributes: {
          'openinference.span.kind': 'LLM',
          'llm.input_messages.0.message.__proto__.polluted': 'yes',
          'llm.input_messages.0.message.role': 'user',
          'llm.input_messages.0.message.content': 'hi \ud83d',
          'llm.input_messages.99999999999999999999.message.content': 'late',
          'llm.token_count.prompt': -5,
          'llm.token_count.completion': 'NaN',
          __proto__: 'x',
        },
      }),
    })
    expect(content.inputMessages).toHaveLength(2)
    expect(facts.usage).toBeNull()
    expect(facts.inputPreview.isWellFormed()).toBe(true)
    expect(Object.getPrototypeOf({})).not.toHaveProperty('polluted')
  })
})

describe('integers beyond 2^53', () => {
  it('stay exact, as text', () => {
    const record = testRecord({ attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'pay' } })
    const big = { key: 'cents', value: { intValue: '9223372036854775807' } }
    record.span.attributes.push({ key: 'gen_ai.tool.call.arguments', value: { kvlistValue: { values: [big] } } })
    expect(decodeContent(record).input).toEqual({ cents: '9223372036854775807' })
  })
})

describe('numbers that no call can have', () => {
  const call = { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.output_tokens': 5 }

  it.each([2 ** 53 - 1, 2 ** 32 + 1, '9007199254740991', 1e300, -1, 0.5])('%s tokens are unknown', (input) => {
    const { usage } = factsOf({ attributes: { ...call, 'gen_ai.usage.input_tokens': input } })
    expect(usage).toMatchObject({ inputTokens: null, outputTokens: 5 })
  })

  it.each([1e30, 1e308, 1e22, 1e10, -1, Number.NaN, Number.POSITIVE_INFINITY])('%s dollars are unknown', (cost) => {
    expect(factsOf({ attributes: { ...call, 'gen_ai.usage.cost': cost } }).reportedCostUsd).toBe('')
    const total = JSON.stringify({ total: String(cost) })
    const observation = { 'langfuse.observation.type': 'generation', 'langfuse.observation.cost_details': total }
    expect(factsOf({ attributes: observation }).reportedCostUsd).toBe('')
  })
})

describe('previews', () => {
  it('end at a whole character', () => {
    const head = preview(`${'a'.repeat(199)}😀`)
    expect(head).toBe('a'.repeat(199))
    expect(preview('a\n\n b')).toBe('a b')
  })
})

describe('any attributes at all', () => {
  const keys = fc.constantFrom(
    'gen_ai.operation.name',
    'gen_ai.input.messages',
    'gen_ai.output.messages',
    'gen_ai.tool.definitions',
    'gen_ai.usage.input_tokens',
    'openinference.span.kind',
    'llm.output_messages.0.message.content',
    'llm.input_messages.3.message.tool_calls.1.tool_call.function.arguments',
    'traceloop.span.kind',
    'traceloop.entity.input',
    'traceloop.entity.output',
    'ai.operationId',
    'ai.prompt.messages',
    'ai.response.toolCalls',
    'langfuse.observation.type',
    'langfuse.observation.usage_details',
    'langfuse.observation.input',
    'langsmith.span.kind',
    'gen_ai.prompt',
    'gen_ai.completion',
    'mastra.span.type',
    'mastra.agent_run.input',
    'gcp.vertex.agent.llm_request',
    'gcp.vertex.agent.llm_response',
    'mlflow.spanType',
    'mlflow.chat.tokenUsage',
    'genkit:output',
    'input.value',
    'output.value',
    'metadata',
    'events',
    'tag.tags',
  )
  const words = fc.constantFrom(
    'LLM',
    'TOOL',
    'AGENT',
    'tool',
    'generation',
    'chat',
    'execute_tool',
    'ai.generateText.doGenerate',
    'call_llm',
    'model_inference',
  )
  const json = fc.json({ maxDepth: 4 })
  const shaped = fc.constantFrom(
    '[{"role":"user","content":[{"type":"tool_result"}]}]',
    '{"messages":[[{"kwargs":{}}]]}',
    '{"choices":[null]}',
    '[[["human"]]]',
    '{"generations":[[null]]}',
    '{"usage":{"input_tokens":"x"}}',
    '[{"message":null},{"parts":7},{"type":"reasoning","summary":[{}]}]',
  )
  const value = fc.oneof(
    words,
    json,
    shaped,
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
  )

  it('are normalised without an exception', () => {
    fc.assert(
      fc.property(
        fc.dictionary(keys, value, { maxKeys: 12 }),
        fc.constantFrom('', 'ai', 'gen_ai', 'langfuse-sdk', 'gcp.vertex.agent'),
        (attributes, scope) => {
          const record = testRecord({ attributes, scope })
          const { facts, content } = normaliseSpan({ project: 'default', record, rawBytes: 0 })
          searchTexts(content)
          expect(JSON.stringify(decodeContent(record))).toBe(JSON.stringify(content))
          expect(facts.inputPreview.length).toBeLessThanOrEqual(200)
        },
      ),
      { numRuns: 1500 },
    )
  })
})

describe('short attributes', () => {
  it('leave out payloads and long values, and mark the resource', () => {
    const { attributes } = factsOf({
      attributes: {
        'gen_ai.operation.name': 'chat',
        'input.value': 'secret',
        long: 'x'.repeat(257),
        'tenant.id': 'acme',
        count: 3,
        on: true,
      },
      resource: { 'service.name': 'shop' },
    })
    expect({ ...attributes }).toEqual({
      'gen_ai.operation.name': 'chat',
      'tenant.id': 'acme',
      count: '3',
      on: 'true',
      'resource.service.name': 'shop',
    })
  })
})

describe('the state of a content', () => {
  it.each([
    ['absent', {}],
    ['redacted', { 'input.value': '__REDACTED__' }],
    ['full', { 'input.value': 'hi' }],
  ])('%s', (state, attributes) => {
    expect(decodeContent(testRecord({ attributes: { 'openinference.span.kind': 'LLM', ...attributes } })).state).toBe(
      state,
    )
  })

  it('is truncated where attributes were dropped', () => {
    const record = testRecord({
      attributes: { 'openinference.span.kind': 'LLM', 'input.value': 'hi' },
      droppedAttributesCount: 3,
    })
    expect(decodeContent(record).state).toBe('truncated')
  })
})
