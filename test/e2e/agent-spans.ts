import { randomBytes } from 'node:crypto'
import type { KeyValue, SpanRecord } from '#lib/domain/otlp.ts'
import { encodeTraces, send, testSpan, textAttribute } from '#test/support/otlp.ts'

const spansPerRequest = 1_000

export type AgentSpan = {
  traceId: string
  spanId?: string
  /** '' for a root. */
  parent: string
  /** Milliseconds since the epoch. */
  startMs: number
  endMs: number
  error?: string
}

export function newTraceId(): string {
  return randomBytes(16).toString('hex')
}

export function newSpanId(): string {
  return randomBytes(8).toString('hex')
}

/** An agent's span in OpenTelemetry's GenAI conventions. */
export function agentSpan(span: AgentSpan, agent: { name: string; goal: string; answer: string }): SpanRecord {
  return record(span, `invoke_agent ${agent.name}`, [
    textAttribute('gen_ai.operation.name', 'invoke_agent'),
    textAttribute('gen_ai.agent.name', agent.name),
    textAttribute('gen_ai.input.messages', says('user', agent.goal)),
    textAttribute('gen_ai.output.messages', says('assistant', agent.answer)),
    textAttribute('tenant.id', 'acme'),
  ])
}

type ModelCall = {
  question: string
  answer?: string
  tool?: { id: string; name: string; arguments: unknown }
  model?: { provider: string; requested: string; answering: string }
}

const listed = { provider: 'openai', requested: 'gpt-4o-mini', answering: 'gpt-4o-mini-2024-07-18' }

/** A model call; one without `answer` asks for the tool `tool`. */
export function llmSpan(span: AgentSpan, call: ModelCall): SpanRecord {
  const { question, answer, tool, model = listed } = call
  const asks = tool === undefined ? [] : [{ type: 'tool_call', ...tool }]
  const text = answer === undefined ? [] : [{ type: 'text', content: answer }]
  return record(span, `chat ${model.requested}`, [
    textAttribute('gen_ai.operation.name', 'chat'),
    textAttribute('gen_ai.provider.name', model.provider),
    textAttribute('gen_ai.request.model', model.requested),
    textAttribute('gen_ai.response.model', model.answering),
    textAttribute('gen_ai.input.messages', says('user', question)),
    textAttribute('gen_ai.output.messages', JSON.stringify([{ role: 'assistant', parts: [...text, ...asks] }])),
    {
      key: 'gen_ai.response.finish_reasons',
      value: { arrayValue: { values: [{ stringValue: tool ? 'tool_call' : 'stop' }] } },
    },
    { key: 'gen_ai.usage.input_tokens', value: { intValue: '120' } },
    { key: 'gen_ai.usage.output_tokens', value: { intValue: '30' } },
  ])
}

export function toolSpan(
  span: AgentSpan,
  tool: { id: string; name: string; arguments: unknown; result: unknown },
): SpanRecord {
  return record(span, `execute_tool ${tool.name}`, [
    textAttribute('gen_ai.operation.name', 'execute_tool'),
    textAttribute('gen_ai.tool.name', tool.name),
    textAttribute('gen_ai.tool.call.id', tool.id),
    textAttribute('gen_ai.tool.call.arguments', JSON.stringify(tool.arguments)),
    textAttribute('gen_ai.tool.call.result', JSON.stringify(tool.result)),
  ])
}

/** Sends spans through OTLP/HTTP; anything but full success is an error. */
export async function sendSpans(
  otlpUrl: string,
  spans: readonly SpanRecord[],
  headers: Record<string, string> = {},
): Promise<void> {
  for (let from = 0; from < spans.length; from += spansPerRequest) {
    const body = encodeTraces(spans.slice(from, from + spansPerRequest), 'protobuf')
    const response = await send(`${otlpUrl}/v1/traces`, body, { headers })
    const answer = await response.text()
    if (response.status !== 200 || answer !== '')
      throw new Error(`the spans were not taken: ${response.status} ${answer}`)
  }
}

function record(span: AgentSpan, name: string, attributes: KeyValue[]): SpanRecord {
  const { traceId, spanId = newSpanId(), parent, startMs, endMs, error } = span
  return testSpan({
    traceId,
    spanId,
    parentSpanId: parent,
    name,
    startTimeUnixNano: `${BigInt(Math.round(startMs)) * 1_000_000n}`,
    endTimeUnixNano: `${BigInt(Math.round(endMs)) * 1_000_000n}`,
    attributes: error === undefined ? attributes : [...attributes, textAttribute('error.type', 'TestError')],
    status: error === undefined ? { code: 0, message: '' } : { code: 2, message: error },
  })
}

function says(role: 'user' | 'assistant', content: string): string {
  return JSON.stringify([{ role, parts: [{ type: 'text', content }] }])
}
