import { randomUUID } from 'node:crypto'
import type { SpanRecord } from '#lib/domain/otlp.ts'
import { encodeLogs, encodeTraces, send, testLog, testSpan, textAttribute } from './otlp.ts'

/** A word that stands in every text of one place, and nowhere else. */
export function newCanary(place: string): string {
  return `canary${place.replaceAll(/[^a-z0-9]/g, '')}${randomUUID().slice(0, 8)}`
}

export type MarkedTrace = { traceId: string; spanId: string; session: string }

/** A run of an agent, a model and a tool with a log record, whose every text and identity holds the canary. */
export function markedTrace(canary: string): { ids: MarkedTrace; spans: SpanRecord[] } {
  // Stands in addresses, which answers may repeat: it says nothing of the place.
  const session = `session-${randomUUID()}`
  const identity = ['tenant.id', 'user.id', 'session.id', 'app.feature', 'app.task_type', 'app.note'].map((key) =>
    textAttribute(key, key === 'session.id' ? session : `${canary} ${key}`),
  )
  const root = testSpan()
  const { traceId, spanId } = root.span
  const child = (name: string, attributes: SpanRecord['span']['attributes']): SpanRecord => {
    const record = testSpan({ traceId, parentSpanId: spanId, name: `${name} ${canary}` })
    return { ...record, span: { ...record.span, attributes } }
  }
  const resource = {
    ...root.resource,
    attributes: [
      textAttribute('service.name', `${canary} service`),
      textAttribute('deployment.environment.name', canary),
    ],
  }
  const spans = [
    {
      ...root,
      span: {
        ...root.span,
        name: `invoke_agent ${canary}`,
        attributes: [
          ...identity,
          textAttribute('gen_ai.operation.name', 'invoke_agent'),
          textAttribute('gen_ai.agent.name', `${canary} agent`),
          textAttribute('gen_ai.input.messages', says('user', `${canary} asks`)),
          textAttribute('gen_ai.output.messages', says('assistant', `${canary} answers`)),
        ],
        events: [
          {
            timeUnixNano: root.span.startTimeUnixNano,
            name: `${canary} event`,
            attributes: [textAttribute('text', canary)],
            droppedAttributesCount: 0,
          },
        ],
        status: { code: 2, message: `${canary} failed` },
      },
    },
    child('chat', [
      textAttribute('gen_ai.operation.name', 'chat'),
      textAttribute('gen_ai.request.model', `${canary}-model`),
      textAttribute('gen_ai.input.messages', says('user', `${canary} asks`)),
      textAttribute('gen_ai.output.messages', says('assistant', `${canary} answers`)),
    ]),
    child('execute_tool', [
      textAttribute('gen_ai.operation.name', 'execute_tool'),
      textAttribute('gen_ai.tool.name', `${canary}_tool`),
      textAttribute('gen_ai.tool.call.arguments', JSON.stringify({ canary })),
      textAttribute('gen_ai.tool.call.result', JSON.stringify({ canary })),
    ]),
  ].map((record) => ({ ...record, resource }))
  return { ids: { traceId, spanId, session }, spans }
}

/** Sends the trace and a log record of its root with an ingest key. */
export async function sendMarked(otlpUrl: string, key: string, canary: string): Promise<MarkedTrace> {
  const { ids, spans } = markedTrace(canary)
  const log = testLog({ traceId: ids.traceId, spanId: ids.spanId, body: { stringValue: `${canary} log` } })
  const headers = { authorization: `Bearer ${key}` }
  for (const [path, body] of [
    ['/v1/traces', encodeTraces(spans, 'protobuf')],
    ['/v1/logs', encodeLogs([log], 'protobuf')],
  ] as const) {
    const response = await send(otlpUrl + path, body, { headers })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  }
  return ids
}

function says(role: 'user' | 'assistant', content: string): string {
  return JSON.stringify([{ role, parts: [{ type: 'text', content }] }])
}
