import type { AgentWriter, DemoIdentity, DemoMessage, DemoUsage } from '../agent-writer.ts'
import type { DraftAttributes } from '../trace-draft.ts'

const scope = { name: 'ai', version: '' }

/** Vercel AI SDK 6: the root repeats the usage of its calls, tools are siblings of the calls that asked for them. */
export const vercelAiSdkWriter: AgentWriter = {
  agent(trace, spanId, agent) {
    trace.add(
      scope,
      {
        ...agent,
        name: 'ai.generateText',
        attributes: {
          ...callAttributes('ai.generateText', agent.name, agent.identity),
          'ai.telemetry.metadata.agentVersion': agent.version,
          'ai.telemetry.metadata.outcome': agent.outcome,
          'ai.model.id': agent.model.requested,
          'ai.model.provider': `${agent.model.provider}.responses`,
          'ai.prompt': JSON.stringify({ prompt: agent.goal }),
          'ai.response.text': agent.answer === '' ? undefined : agent.answer,
          ...usageAttributes(agent.usage),
        },
      },
      spanId,
    )
  },

  llm(trace, call, agent) {
    trace.add(scope, {
      ...call,
      name: 'ai.generateText.doGenerate',
      attributes: {
        ...callAttributes('ai.generateText.doGenerate', agent.name, agent.identity),
        'ai.model.id': call.model.requested,
        'ai.model.provider': `${call.model.provider}.responses`,
        'ai.prompt.messages': promptMessages(call.system, call.history),
        'ai.prompt.tools': call.tools.map((tool) => JSON.stringify({ type: 'function', ...tool, inputSchema: {} })),
        'gen_ai.system': `${call.model.provider}.responses`,
        'gen_ai.request.model': call.model.requested,
        ...(call.answer === null
          ? {}
          : {
              'ai.response.text': call.answer.text,
              'ai.response.toolCalls':
                call.answer.toolCalls.length === 0
                  ? undefined
                  : JSON.stringify(
                      call.answer.toolCalls.map(({ id, name, arguments: input }) => ({
                        toolCallId: id,
                        toolName: name,
                        input: JSON.stringify(input),
                      })),
                    ),
              'ai.response.finishReason': call.answer.toolCalls.length > 0 ? 'tool-calls' : 'stop',
              'ai.response.id': call.responseId,
              'ai.response.model': call.model.response,
              'gen_ai.response.id': call.responseId,
              'gen_ai.response.model': call.model.response,
              'gen_ai.response.finish_reasons': [call.answer.toolCalls.length > 0 ? 'tool-calls' : 'stop'],
              'gen_ai.usage.input_tokens': call.usage.uncached + call.usage.cacheRead + call.usage.cacheWrite,
              'gen_ai.usage.output_tokens': call.usage.output,
              ...usageAttributes(call.usage),
            }),
      },
    })
  },

  tool(trace, spanId, tool, agent) {
    trace.add(
      scope,
      {
        ...tool,
        name: 'ai.toolCall',
        attributes: {
          ...callAttributes('ai.toolCall', agent.name, agent.identity),
          'ai.toolCall.name': tool.call.name,
          'ai.toolCall.id': tool.call.id,
          'ai.toolCall.args': JSON.stringify(tool.call.arguments),
          'ai.toolCall.result': tool.error === undefined ? tool.result : undefined,
        },
      },
      spanId,
    )
  },

  retrieval(trace, retrieval) {
    trace.add(scope, {
      ...retrieval,
      name: 'ai.embed',
      attributes: {
        'ai.operationId': 'ai.embed',
        'operation.name': 'ai.embed',
        'ai.value': JSON.stringify(retrieval.query),
      },
    })
  },

  guardrail(trace, guardrail) {
    trace.add(scope, { ...guardrail, name: guardrail.name, attributes: { 'operation.name': guardrail.name } })
  },
}

function callAttributes(operation: string, functionId: string, identity: DemoIdentity): DraftAttributes {
  return {
    'operation.name': `${operation} ${functionId}`,
    'ai.operationId': operation,
    'resource.name': functionId,
    'ai.telemetry.functionId': functionId,
    'ai.telemetry.metadata.tenantId': identity.tenant || undefined,
    'ai.telemetry.metadata.feature': identity.feature || undefined,
    'ai.telemetry.metadata.taskType': identity.taskType || undefined,
    'ai.telemetry.metadata.userId': identity.user || undefined,
    'ai.telemetry.metadata.sessionId': identity.session || undefined,
  }
}

function usageAttributes(usage: DemoUsage): DraftAttributes {
  const input = usage.uncached + usage.cacheRead + usage.cacheWrite
  return {
    'ai.usage.inputTokens': input,
    'ai.usage.outputTokens': usage.output,
    'ai.usage.totalTokens': input + usage.output,
    'ai.usage.inputTokenDetails.noCacheTokens': usage.uncached,
    'ai.usage.inputTokenDetails.cacheReadTokens': usage.cacheRead,
    'ai.usage.inputTokenDetails.cacheWriteTokens': usage.cacheWrite,
    'ai.usage.outputTokenDetails.textTokens': usage.output - usage.reasoning,
    'ai.usage.outputTokenDetails.reasoningTokens': usage.reasoning,
  }
}

function promptMessages(system: string, history: readonly DemoMessage[]): string {
  return JSON.stringify([
    { role: 'system', content: system },
    ...history.map((message) => {
      if (message.role === 'user') return { role: 'user', content: [{ type: 'text', text: message.text }] }
      if (message.role === 'tool') {
        const output = { type: 'text', value: message.result }
        return {
          role: 'tool',
          content: [{ type: 'tool-result', toolCallId: message.call.id, toolName: message.call.name, output }],
        }
      }
      return {
        role: 'assistant',
        content: [
          ...(message.text === '' ? [] : [{ type: 'text', text: message.text }]),
          ...message.toolCalls.map((call) => ({
            type: 'tool-call',
            toolCallId: call.id,
            toolName: call.name,
            input: call.arguments,
          })),
        ],
      }
    }),
  ])
}
