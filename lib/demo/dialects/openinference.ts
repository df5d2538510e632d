import type { AgentWriter, DemoIdentity, DemoMessage } from '../agent-writer.ts'
import type { DraftAttributes } from '../trace-draft.ts'

const scope = { name: 'openinference.instrumentation.langchain', version: '0.1.62' }

/** OpenInference, as its LangChain instrumentation writes it: flattened messages, identity on every span. */
export const openinferenceWriter: AgentWriter = {
  agent(trace, spanId, agent) {
    trace.add(
      scope,
      {
        ...agent,
        name: agent.name,
        attributes: {
          'openinference.span.kind': 'AGENT',
          'agent.name': agent.name,
          'graph.node.id': agent.name,
          'input.value': agent.goal,
          'output.value': agent.answer === '' ? undefined : agent.answer,
          ...identityAttributes(agent.identity, { agent_version: agent.version, outcome: agent.outcome }),
        },
      },
      spanId,
    )
  },

  llm(trace, call, agent) {
    const { usage } = call
    const input = usage.uncached + usage.cacheRead + usage.cacheWrite
    trace.add(scope, {
      ...call,
      name: call.model.provider === 'anthropic' ? 'ChatAnthropic' : 'ChatOpenAI',
      attributes: {
        'openinference.span.kind': 'LLM',
        'llm.provider': call.model.provider,
        'llm.system': call.model.provider,
        'llm.model_name': call.answer === null ? call.model.requested : call.model.response,
        'llm.invocation_parameters': JSON.stringify({ model: call.model.requested, max_tokens: 4096 }),
        'llm.input_messages.0.message.role': 'system',
        'llm.input_messages.0.message.content': call.system,
        ...flatten('llm.input_messages', call.history, 1),
        ...Object.fromEntries(
          call.tools.map((tool, index) => [
            `llm.tools.${index}.tool.json_schema`,
            JSON.stringify({ ...tool, input_schema: { type: 'object' } }),
          ]),
        ),
        ...(call.answer === null
          ? {}
          : {
              ...flatten('llm.output_messages', [{ role: 'assistant', ...call.answer }], 0),
              'llm.finish_reason': call.answer.toolCalls.length > 0 ? 'tool_use' : 'end_turn',
              'llm.token_count.prompt': input,
              'llm.token_count.completion': usage.output,
              'llm.token_count.total': input + usage.output,
              'llm.token_count.prompt_details.cache_read': usage.cacheRead,
              'llm.token_count.prompt_details.cache_write': usage.cacheWrite,
              'llm.token_count.completion_details.reasoning': usage.reasoning,
              ...(call.webSearches === 0
                ? {}
                : { 'llm.token_count.prompt_details.web_search_requests': call.webSearches }),
            }),
        ...identityAttributes(agent.identity),
      },
    })
  },

  tool(trace, spanId, tool, agent) {
    trace.add(
      scope,
      {
        ...tool,
        name: tool.call.name,
        attributes: {
          'openinference.span.kind': 'TOOL',
          'tool.name': tool.call.name,
          'tool.description': tool.description,
          'tool.id': tool.call.id,
          'input.value': JSON.stringify(tool.call.arguments),
          'input.mime_type': 'application/json',
          'output.value': tool.error === undefined ? tool.result : undefined,
          ...identityAttributes(agent.identity),
        },
      },
      spanId,
    )
  },

  retrieval(trace, retrieval) {
    trace.add(scope, {
      ...retrieval,
      name: 'VectorStoreRetriever',
      attributes: {
        'openinference.span.kind': 'RETRIEVER',
        'input.value': retrieval.query,
        ...Object.fromEntries(
          retrieval.documents.map((content, index) => [`retrieval.documents.${index}.document.content`, content]),
        ),
      },
    })
  },

  guardrail(trace, guardrail) {
    trace.add(scope, {
      ...guardrail,
      name: guardrail.name,
      attributes: {
        'openinference.span.kind': 'GUARDRAIL',
        'output.value': guardrail.passed ? 'passed' : 'blocked',
      },
    })
  },
}

function identityAttributes(identity: DemoIdentity, more: Record<string, string | undefined> = {}): DraftAttributes {
  const metadata = Object.fromEntries(
    Object.entries({
      tenant_id: identity.tenant,
      feature: identity.feature,
      task_type: identity.taskType,
      ...more,
    }).filter(([, value]) => value !== undefined && value !== ''),
  )
  return {
    'session.id': identity.session || undefined,
    'user.id': identity.user || undefined,
    metadata: Object.keys(metadata).length === 0 ? undefined : JSON.stringify(metadata),
  }
}

function flatten(prefix: string, history: readonly DemoMessage[], offset: number): DraftAttributes {
  const attributes: DraftAttributes = {}
  for (const [index, message] of history.entries()) {
    const at = `${prefix}.${index + offset}.message`
    attributes[`${at}.role`] = message.role
    if (message.role === 'tool') {
      attributes[`${at}.content`] = message.result
      attributes[`${at}.tool_call_id`] = message.call.id
      continue
    }
    attributes[`${at}.content`] = message.text
    if (message.role !== 'assistant') continue
    for (const [number, call] of message.toolCalls.entries()) {
      attributes[`${at}.tool_calls.${number}.tool_call.id`] = call.id
      attributes[`${at}.tool_calls.${number}.tool_call.function.name`] = call.name
      attributes[`${at}.tool_calls.${number}.tool_call.function.arguments`] = JSON.stringify(call.arguments)
    }
  }
  return attributes
}
