import type { Rng } from '#lib/demo/rng.ts'
import type { KeyValue, SpanRecord } from '#lib/domain/otlp.ts'

/** What a run of these spans must say, counted where they were made. */
export type TraceTruth = {
  traceId: string
  spans: SpanRecord[]
  llmCalls: number
  toolCalls: number
  inputTokens: number
  outputTokens: number
}

const scope = { name: 'faults', version: '1', attributes: [], droppedAttributesCount: 0, schemaUrl: '' }
const resource = { attributes: [text('service.name', 'faults')], droppedAttributesCount: 0, schemaUrl: '' }
const stepMs = 80

/** An agent that asks a model and calls a tool in turns, ended just now. */
export function agentTrace(rng: Rng, nowMs: number): TraceTruth {
  const traceId = hexOf(rng, 16)
  const rootId = hexOf(rng, 8)
  const calls = rng.int(1, 9)
  const startMs = nowMs - (calls + 1) * stepMs
  const truth: TraceTruth = { traceId, spans: [], llmCalls: 0, toolCalls: 0, inputTokens: 0, outputTokens: 0 }
  const add = (spanId: string, name: string, atMs: number, lengthMs: number, attributes: KeyValue[]): void => {
    const parentSpanId = spanId === rootId ? '' : rootId
    truth.spans.push(record({ traceId, spanId, parentSpanId, name, attributes }, atMs, lengthMs))
  }
  add(rootId, 'invoke_agent support', startMs, (calls + 1) * stepMs, agentAttributes(rng))
  for (let call = 0; call < calls; call += 1) {
    const atMs = startMs + call * stepMs
    if (call % 2 === 1) {
      truth.toolCalls += 1
      add(hexOf(rng, 8), 'execute_tool search_tickets', atMs, stepMs, toolAttributes(call))
      continue
    }
    const [input, output] = [rng.int(200, 4_000), rng.int(20, 400)]
    truth.llmCalls += 1
    truth.inputTokens += input
    truth.outputTokens += output
    add(hexOf(rng, 8), 'chat gpt-5-mini', atMs, stepMs, modelAttributes(input, output, call === calls - 1))
  }
  return truth
}

type Shape = Pick<SpanRecord['span'], 'traceId' | 'spanId' | 'parentSpanId' | 'name' | 'attributes'>

function record(shape: Shape, atMs: number, lengthMs: number): SpanRecord {
  const startNs = BigInt(atMs) * 1_000_000n
  const span = {
    ...shape,
    traceState: '',
    flags: 0,
    kind: 1,
    startTimeUnixNano: `${startNs}`,
    endTimeUnixNano: `${startNs + BigInt(lengthMs) * 1_000_000n}`,
    droppedAttributesCount: 0,
    events: [],
    droppedEventsCount: 0,
    links: [],
    droppedLinksCount: 0,
    status: { code: 0, message: '' },
  }
  return { resource, scope, span }
}

function agentAttributes(rng: Rng): KeyValue[] {
  return [
    text('gen_ai.operation.name', 'invoke_agent'),
    text('gen_ai.agent.name', 'support'),
    text('app.tenant.id', `tenant-${rng.int(1, 20)}`),
    text('app.task_type', `task-${rng.int(1, 10)}`),
  ]
}

function modelAttributes(input: number, output: number, isLast: boolean): KeyValue[] {
  return [
    text('gen_ai.operation.name', 'chat'),
    text('gen_ai.provider.name', 'openai'),
    text('gen_ai.request.model', 'gpt-5-mini'),
    text('gen_ai.response.model', 'gpt-5-mini-2025-08-07'),
    { key: 'gen_ai.usage.input_tokens', value: { intValue: `${input}` } },
    { key: 'gen_ai.usage.output_tokens', value: { intValue: `${output}` } },
    text('gen_ai.input.messages', messages('user', `question ${input} `.repeat(20))),
    text('gen_ai.output.messages', messages('assistant', isLast ? 'done' : `answer ${output} `.repeat(10))),
  ]
}

function toolAttributes(call: number): KeyValue[] {
  return [
    text('gen_ai.operation.name', 'execute_tool'),
    text('gen_ai.tool.name', 'search_tickets'),
    text('gen_ai.tool.call.arguments', JSON.stringify({ query: `ticket ${call}` })),
    text('gen_ai.tool.call.result', JSON.stringify({ tickets: [{ id: call, text: 'found' }] })),
  ]
}

function messages(role: string, content: string): string {
  return JSON.stringify([{ role, parts: [{ type: 'text', content }] }])
}

function text(key: string, stringValue: string): KeyValue {
  return { key, value: { stringValue } }
}

function hexOf(rng: Rng, bytes: number): string {
  return Array.from({ length: bytes }, () => rng.int(0, 255).toString(16).padStart(2, '0')).join('')
}
