import { describe, expect, test } from 'vitest'
import type { SpanFacts } from '#lib/domain/span.ts'
import { agent, assembleOne, byId, failedLlm, llm, span, tool, usage } from './test-support.ts'

describe('which usage counts', () => {
  const cases: { name: string; spans: SpanFacts[]; calls: number; failed?: number; input: number | null; roles: Record<string, string> }[] = [
    {
      name: 'a parent that repeats its calls',
      spans: [agent({ id: 'a', lasts: 9, usage: usage(200, 20), usageClaim: 'aggregate' }), llm({ id: 'l1', parent: 'a' }), llm({ id: 'l2', parent: 'a', at: 2 })],
      calls: 2, input: 200, roles: { a: 'aggregate', l1: 'own', l2: 'own' },
    },
    {
      name: 'an agent that alone reports usage',
      spans: [agent({ id: 'a', lasts: 9, usage: usage(300, 30), usageClaim: 'aggregate' }), tool({ id: 't', parent: 'a' })],
      calls: 0, input: 300, roles: { a: 'own', t: 'none' },
    },
    {
      name: 'a lone total over calls without usage covers them',
      spans: [agent({ id: 'a', lasts: 9, usage: usage(300, 30), usageClaim: 'aggregate' }), llm({ id: 'l', parent: 'a', usage: null })],
      calls: 1, input: 300, roles: { a: 'own', l: 'none' },
    },
    {
      name: 'counters over an object’s whole life never count',
      spans: [agent({ id: 'a', lasts: 9, usage: usage(900, 90), usageClaim: 'cumulative' }), llm({ id: 'l', parent: 'a' })],
      calls: 1, input: 100, roles: { a: 'aggregate', l: 'own' },
    },
    {
      name: 'nor do they where nothing else is known',
      spans: [agent({ id: 'a', lasts: 9, usage: usage(900, 90), usageClaim: 'cumulative' })],
      calls: 0, input: 0, roles: { a: 'aggregate' },
    },
    {
      name: 'the SDK’s own span below an instrumented call, by response id',
      spans: [
        llm({ id: 'outer', lasts: 3, responseId: 'r1', usage: usage(100, 10, { inputUncachedTokens: null, cacheReadTokens: null }) }),
        llm({ id: 'inner', parent: 'outer', at: 1, responseId: 'r1', scopeName: 'sdk', usage: usage(100, 10, { inputUncachedTokens: 40, cacheReadTokens: 60, reasoningTokens: null }) }),
      ],
      calls: 1, input: 100, roles: { outer: 'duplicate', inner: 'own' },
    },
    {
      name: 'framework, SDK client and provider’s server span',
      spans: [
        llm({ id: 'framework', lasts: 5, usage: null, finishReasons: [], hasAnswer: false, outputHash: '', modelResponse: '' }),
        llm({ id: 'client', parent: 'framework', at: 1, lasts: 3, requestId: 'q', otelKind: 3 }),
        llm({ id: 'server', parent: 'client', at: 2, requestId: 'q', otelKind: 2 }),
      ],
      calls: 1, input: 100, roles: { framework: 'duplicate', client: 'own', server: 'duplicate' },
    },
    {
      name: 'a retry that was billed twice stays two calls, its wrapper is the total',
      spans: [
        llm({ id: 'outer', lasts: 9, input: 200, output: 20 }),
        llm({ id: 'try1', parent: 'outer', at: 1, responseId: 'r1' }),
        llm({ id: 'try2', parent: 'outer', at: 3, responseId: 'r2' }),
      ],
      calls: 2, input: 200, roles: { outer: 'aggregate', try1: 'own', try2: 'own' },
    },
    {
      name: 'failed attempts below an answered call',
      spans: [
        llm({ id: 'outer', lasts: 9 }), failedLlm({ id: 'try1', parent: 'outer', at: 1 }), llm({ id: 'try2', parent: 'outer', at: 3, scopeName: 'sdk' }),
      ],
      calls: 1, failed: 1, input: 100, roles: { outer: 'duplicate', try1: 'none', try2: 'own' },
    },
    {
      name: 'a failing wrapper around a failing call',
      spans: [agent({ id: 'a', lasts: 9 }), failedLlm({ id: 'outer', parent: 'a' }), failedLlm({ id: 'inner', parent: 'outer', scopeName: 'sdk' })],
      calls: 0, failed: 1, input: 0, roles: { a: 'none', outer: 'duplicate', inner: 'none' },
    },
    {
      name: 'nested calls with different response ids are different calls',
      spans: [llm({ id: 'l1', lasts: 9, responseId: 'r1' }), llm({ id: 'l2', parent: 'l1', at: 1, responseId: 'r2' })],
      calls: 2, input: 200, roles: { l1: 'own', l2: 'own' },
    },
    {
      name: 'two instrumentations side by side',
      spans: [
        agent({ id: 'a', lasts: 9 }), llm({ id: 'x', parent: 'a', scopeName: 'one', lasts: 2 }), llm({ id: 'y', parent: 'a', scopeName: 'two', at: 0.01, lasts: 1.98 }),
      ],
      calls: 1, input: 100, roles: { a: 'none', x: 'own', y: 'duplicate' },
    },
    {
      name: 'parallel equal calls of one instrumentation are two',
      spans: [agent({ id: 'a', lasts: 9 }), llm({ id: 'x', parent: 'a', lasts: 2 }), llm({ id: 'y', parent: 'a', lasts: 2 })],
      calls: 2, input: 200, roles: { a: 'none', x: 'own', y: 'own' },
    },
    {
      name: 'a server that gives every response the same id',
      spans: [agent({ id: 'a', lasts: 9 }), llm({ id: 'x', parent: 'a', responseId: 'same' }), llm({ id: 'y', parent: 'a', at: 4, responseId: 'same' })],
      calls: 2, input: 200, roles: { a: 'none', x: 'own', y: 'own' },
    },
    {
      name: 'a sub-agent below the call that transferred to it',
      spans: [
        llm({ id: 'l1', lasts: 9, asks: ['transfer'] }), tool({ id: 'ask', parent: 'l1', at: 1, lasts: 7 }),
        agent({ id: 'sub', parent: 'ask', at: 2, lasts: 5 }), llm({ id: 'l2', parent: 'sub', at: 3 }),
      ],
      calls: 2, input: 200, roles: { l1: 'own', ask: 'none', sub: 'none', l2: 'own' },
    },
    {
      name: 'one answered call without usage makes the sum unknown',
      spans: [agent({ id: 'a', lasts: 9 }), llm({ id: 'x', parent: 'a' }), llm({ id: 'y', parent: 'a', at: 4, usage: null })],
      calls: 2, input: null, roles: { a: 'none', x: 'own', y: 'none' },
    },
    {
      name: 'a call without any trace of an answer beside calls with one has failed',
      spans: [agent({ id: 'a', lasts: 9 }), llm({ id: 'x', parent: 'a', asks: ['s'] }), span({ id: 'y', parent: 'a', at: 4, kind: 'llm', usageClaim: 'none' })],
      calls: 1, failed: 1, input: 100, roles: { a: 'none', x: 'own', y: 'none' },
    },
  ] // prettier-ignore

  test.each(cases)('$name', ({ spans, calls, failed = 0, input, roles }) => {
    const assembled = assembleOne(spans)
    expect(assembled.run).toMatchObject({ llmCalls: calls, failedLlmCalls: failed })
    expect(assembled.run.usage.inputTokens).toBe(input)
    expect(byId(assembled, (node) => node.usageRole)).toEqual(roles)
  })

  test('the surviving record learns what only its twin knows', () => {
    const assembled = assembleOne([
      llm({
        id: 'outer',
        lasts: 3,
        responseId: 'r1',
        asks: ['search'],
        outputPreview: 'text',
        usage: usage(100, 10, { inputUncachedTokens: null, cacheReadTokens: null, reasoningTokens: 4 }),
      }),
      llm({
        id: 'inner',
        parent: 'outer',
        at: 1,
        responseId: 'r1',
        usage: usage(100, 10, { inputUncachedTokens: 40, cacheReadTokens: 60, reasoningTokens: null }),
      }),
      tool({ id: 't', parent: 'outer', at: 5, toolCallId: 'call-outer-search' }),
    ])
    expect(assembled.nodes.find((node) => node.spanId === 'inner')).toMatchObject({
      outputPreview: 'text',
      step: 1,
      usage: { cacheReadTokens: 60, reasoningTokens: 4 },
    })
    expect(byId(assembled, (node) => [node.duplicateOf, node.step])).toEqual({
      outer: ['inner', 1],
      inner: [null, 1],
      t: [null, 1],
    })
  })

  test('an embedding recorded as a model call inside its own record is one embedding', () => {
    const model = { modelRequested: 'text-embedding-3-small', modelResponse: 'text-embedding-3-small' }
    const { run, nodes } = assembleOne([
      agent({ id: 'a', lasts: 9 }),
      llm({ id: 'embed', parent: 'a', kind: 'embedding', output: 0, hasAnswer: false, ...model }),
      span({ id: 'inner', parent: 'embed', kind: 'llm', usageClaim: 'none', ...model }),
      llm({ id: 'l', parent: 'a', at: 3 }),
    ])
    expect(run).toMatchObject({ llmCalls: 1, failedLlmCalls: 0, embeddingCalls: 1, embeddingTokens: 100 })
    expect(nodes.map((node) => node.usageRole)).toEqual(['none', 'own', 'duplicate', 'own'])
  })

  test('embeddings and the total above them are counted apart', () => {
    const { run } = assembleOne([
      span({ id: 'rag', kind: 'workflow', lasts: 9 }),
      span({ id: 'embed', parent: 'rag', kind: 'embedding', usage: usage(40, 0), usageClaim: 'own', lasts: 2 }),
      span({
        id: 'doEmbed',
        parent: 'embed',
        kind: 'embedding',
        usage: usage(40, 0),
        usageClaim: 'own',
        scopeName: 'test',
      }),
      llm({ id: 'l', parent: 'rag', at: 4 }),
    ])
    expect(run).toMatchObject({
      llmCalls: 1,
      embeddingCalls: 1,
      embeddingTokens: 40,
      costUsd: '0.000150000000',
      usage: { inputTokens: 100 },
    })
  })
})

describe('tools', () => {
  test('a tool with model calls below it is a handoff, a refused one was not executed', () => {
    const { run, nodes } = assembleOne([
      agent({ id: 'a', lasts: 20 }),
      llm({ id: 'l1', parent: 'a', asks: ['ask_docs'] }),
      tool({ id: 'ask_docs', parent: 'a', at: 2, lasts: 6 }),
      llm({ id: 'l2', parent: 'ask_docs', at: 3, asks: ['search'] }),
      tool({ id: 'search', parent: 'ask_docs', at: 5, status: 'error' }),
      tool({ id: 'refused', parent: 'a', at: 9, toolExecuted: false }),
    ])
    expect(run).toMatchObject({
      toolCalls: 1,
      toolErrors: 1,
      steps: 2,
      tools: [{ name: 'search', calls: 1, errors: 1 }],
    })
    expect(run.agents.map((share) => [share.name, share.calls])).toEqual([['a', 1], ['ask_docs', 1]]) // prettier-ignore
    expect(nodes.find((node) => node.spanId === 'ask_docs')).toMatchObject({ kind: 'handoff', step: 1 })
  })

  test('framework, MCP client and MCP server are one call', () => {
    const assembled = assembleOne([
      agent({ id: 'a', lasts: 20 }),
      tool({ id: 'outer', parent: 'a', lasts: 5, toolName: 'billing__get_account', toolArgumentsHash: '' }),
      tool({
        id: 'client',
        parent: 'outer',
        lasts: 4,
        toolName: 'get_account',
        toolType: 'mcp',
        toolArgumentsHash: 'h',
      }),
      tool({
        id: 'server',
        parent: 'client',
        lasts: 3,
        toolName: 'get_account',
        toolType: 'mcp',
        toolArgumentsHash: 'h',
        serviceName: 'mcp',
      }),
      tool({ id: 'other', parent: 'outer', at: 2, toolName: 'read_file' }),
    ])
    expect(assembled.run.tools).toEqual([{ name: 'billing__get_account', calls: 1, errors: 0 }, { name: 'read_file', calls: 1, errors: 0 }]) // prettier-ignore
    expect(byId(assembled, (node) => node.duplicateOf)).toMatchObject({ client: 'outer', server: 'outer', other: null })
  })

  test('a call that the MCP client recorded below its session is the call of the tool around it in time', () => {
    const mcp = { parent: 'session', toolType: 'mcp', scopeName: 'mcp-client' }
    const assembled = assembleOne([
      agent({ id: 'a', lasts: 20 }),
      span({ id: 'session', parent: 'a', kind: 'plain', lasts: 19 }),
      tool({ ...mcp, id: 'inner', at: 2.2, lasts: 0.5, toolName: 'get_account' }),
      tool({ ...mcp, id: 'alone', at: 6, toolName: 'get_account' }),
      tool({ ...mcp, id: 'another', at: 2.3, lasts: 0.1, toolName: 'read_file' }),
      tool({ id: 'outer', parent: 'a', at: 2, toolName: 'get_account' }),
    ])
    expect(assembled.run.tools).toEqual([{ name: 'get_account', calls: 2, errors: 0 }, { name: 'read_file', calls: 1, errors: 0 }]) // prettier-ignore
    expect(byId(assembled, (node) => node.duplicateOf)).toMatchObject({ inner: 'outer', alone: null, another: null })
  })
})
