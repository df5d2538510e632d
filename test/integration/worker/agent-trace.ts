import { randomBytes } from 'node:crypto'
import type { SpanFacts } from '#lib/domain/span.ts'
import { unknownUsage } from '#lib/domain/usage.ts'
import { emptyIdentity } from '#lib/normalise/empty-facts.ts'
import { spanFacts, type SpanSpec } from '../../support/app.ts'

export function newTraceId(): string {
  return randomBytes(16).toString('hex')
}

/** An agent that asks a model, calls a tool and answers: four spans, 300 input and 50 output tokens. */
export function agentTrace(project: string, traceId: string, startMs: number): [SpanFacts, ...SpanFacts[]] {
  const startNs = BigInt(startMs) * 1_000_000n
  const at = (fromMs: number, toMs: number) => ({
    startNs: startNs + BigInt(fromMs) * 1_000_000n,
    endNs: startNs + BigInt(toMs) * 1_000_000n,
  })
  const span = (spec: Omit<SpanSpec, 'project' | 'traceId'>) => spanFacts({ project, traceId, ...spec })
  const model = {
    provider: 'openai',
    modelRequested: 'gpt-4o-mini',
    modelResponse: 'gpt-4o-mini-2024-07-18',
    operation: 'chat',
    status: 'ok' as const,
  }
  const usage = (inputTokens: number, outputTokens: number) => ({
    ...unknownUsage,
    inputTokens,
    inputUncachedTokens: inputTokens,
    outputTokens,
  })
  return [
    span({
      spanId: '0000000000000001',
      kind: 'agent',
      operation: 'invoke_agent',
      agentName: 'planner',
      identity: { ...emptyIdentity, tenant: 'acme', sources: { tenant: 'tenant.id' } },
      ...at(0, 900),
    }),
    span({
      spanId: '0000000000000002',
      parentSpanId: '0000000000000001',
      kind: 'llm',
      ...model,
      usage: usage(100, 20),
      tokenBasis: 'inclusive',
      usageClaim: 'own',
      finishReasons: ['tool_call'],
      requestedTools: [{ id: 'call_1', name: 'search', argumentsHash: 'aaaaaaaaaaaaaaaa' }],
      ...at(10, 300),
    }),
    span({
      spanId: '0000000000000003',
      parentSpanId: '0000000000000001',
      kind: 'tool',
      operation: 'execute_tool',
      toolName: 'search',
      toolCallId: 'call_1',
      toolArgumentsHash: 'aaaaaaaaaaaaaaaa',
      ...at(310, 500),
    }),
    span({
      spanId: '0000000000000004',
      parentSpanId: '0000000000000001',
      kind: 'llm',
      ...model,
      usage: usage(200, 30),
      tokenBasis: 'inclusive',
      usageClaim: 'own',
      finishReasons: ['stop'],
      hasAnswer: true,
      outputPreview: 'Found it.',
      ...at(510, 890),
    }),
  ]
}
