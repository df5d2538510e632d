import type { AgentWriter, DemoIdentity, DemoMessage } from '../agent-writer.ts'

const scope = { name: 'opentelemetry.instrumentation.genai', version: '1.3.0' }

/** OpenTelemetry GenAI semantic conventions, current names. */
export const otelGenaiWriter: AgentWriter = {
  agent(trace, spanId, agent) {
    trace.add(
      scope,
      {
        ...agent,
        name: `invoke_agent ${agent.name}`,
        attributes: {
          'gen_ai.operation.name': 'invoke_agent',
          'gen_ai.agent.name': agent.name,
          'gen_ai.agent.version': agent.version,
          'gen_ai.provider.name': agent.model.provider,
          'gen_ai.request.model': agent.model.requested,
          'gen_ai.input.messages': messages([{ role: 'user', text: agent.goal }]),
          'gen_ai.output.messages':
            agent.answer === '' ? undefined : messages([{ role: 'assistant', text: agent.answer, toolCalls: [] }]),
          'app.outcome': agent.outcome,
          ...identityAttributes(agent.identity),
        },
      },
      spanId,
    )
  },

  llm(trace, call) {
    const { usage } = call
    trace.add(scope, {
      ...call,
      kind: 2,
      name: `chat ${call.model.requested}`,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': call.model.provider,
        'gen_ai.request.model': call.model.requested,
        'gen_ai.request.temperature': 0.2,
        'gen_ai.request.stream': true,
        'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: call.system }]),
        'gen_ai.input.messages': messages(call.history),
        'gen_ai.tool.definitions': JSON.stringify(
          call.tools.map((tool) => ({ type: 'function', ...tool, parameters: { type: 'object' } })),
        ),
        'gen_ai.response.model': call.model.response,
        'gen_ai.usage.input_tokens': usage.uncached + usage.cacheRead + usage.cacheWrite,
        'gen_ai.usage.cache_read.input_tokens': usage.cacheRead,
        'gen_ai.usage.cache_write.input_tokens': usage.cacheWrite,
        'gen_ai.usage.output_tokens': usage.output,
        'gen_ai.usage.reasoning.output_tokens': usage.reasoning,
        ...(call.answer === null
          ? {}
          : {
              'gen_ai.response.id': call.responseId,
              'gen_ai.response.time_to_first_chunk': (call.firstTokenMs - call.startMs) / 1000,
              'gen_ai.response.finish_reasons': [call.answer.toolCalls.length > 0 ? 'tool_call' : 'stop'],
              'gen_ai.output.messages': messages([{ role: 'assistant', ...call.answer }], call.answer.reasoning),
            }),
      },
    })
  },

  tool(trace, spanId, tool) {
    trace.add(
      scope,
      {
        ...tool,
        name: `execute_tool ${tool.call.name}`,
        attributes: {
          'gen_ai.operation.name': 'execute_tool',
          'gen_ai.tool.name': tool.call.name,
          'gen_ai.tool.type': 'function',
          'gen_ai.tool.description': tool.description,
          'gen_ai.tool.call.id': tool.call.id,
          'gen_ai.tool.call.arguments': JSON.stringify(tool.call.arguments),
          'gen_ai.tool.call.result': tool.error === undefined ? tool.result : undefined,
        },
      },
      spanId,
    )
  },

  retrieval(trace, retrieval) {
    trace.add(scope, {
      ...retrieval,
      kind: 2,
      name: 'retrieval policies',
      attributes: {
        'gen_ai.operation.name': 'retrieval',
        'gen_ai.data_source.id': 'policies',
        'gen_ai.retrieval.query.text': retrieval.query,
        'gen_ai.retrieval.documents': JSON.stringify(
          retrieval.documents.map((content, index) => ({
            id: `policy-${index + 1}`,
            content,
            score: 0.9 - index * 0.1,
          })),
        ),
      },
    })
  },

  guardrail(trace, guardrail) {
    trace.add(scope, {
      ...guardrail,
      name: `guardrail_check ${guardrail.name}`,
      attributes: {
        'gen_ai.operation.name': 'guardrail_check',
        'gen_ai.guardrail.name': guardrail.name,
        'gen_ai.guardrail.triggered': !guardrail.passed,
      },
    })
  },
}

function identityAttributes(identity: DemoIdentity): Record<string, string | undefined> {
  return {
    'app.tenant.id': identity.tenant || undefined,
    'app.feature': identity.feature || undefined,
    'app.task_type': identity.taskType || undefined,
    'user.id': identity.user || undefined,
    'gen_ai.conversation.id': identity.session || undefined,
  }
}

function messages(history: readonly DemoMessage[], reasoning?: string): string {
  return JSON.stringify(
    history.map((message) => {
      if (message.role === 'user') return { role: 'user', parts: [{ type: 'text', content: message.text }] }
      if (message.role === 'tool') {
        return { role: 'tool', parts: [{ type: 'tool_call_response', id: message.call.id, response: message.result }] }
      }
      return {
        role: 'assistant',
        parts: [
          ...(reasoning === undefined ? [] : [{ type: 'reasoning', content: reasoning }]),
          ...(message.text === '' ? [] : [{ type: 'text', content: message.text }]),
          ...message.toolCalls.map((call) => ({ type: 'tool_call', ...call })),
        ],
      }
    }),
  )
}
