import { emptyContent } from '#lib/domain/message.ts'
import type { SpanContent } from '#lib/domain/message.ts'
import type { CallFacts } from '#lib/domain/span.ts'
import { claudeCodeKeys as keys, claudeCodeSpanTypes as types } from '#lib/semconv/claude-code.ts'
import { Attributes } from './attributes.ts'
import { claudeCodeCall, claudeCodeError, claudeCodeFacts } from './claude-code-facts.ts'
import { continuedToolCall, isRedacted } from './claude-code-prompt.ts'
import { textList } from './build-span.ts'
import { contentFacts } from './content-facts.ts'
import type { SpanInput, SpanMapping } from './dialect.ts'
import { finishReasons } from './finish-reason.ts'
import { textMessage } from './text-message.ts'

/** Maps a span of Claude Code by its `span.type`, which is also the end of its name. */
export function mapClaudeCodeSpan({ record, attributes, resource }: SpanInput): SpanMapping {
  const type = attributes.text(keys.spanType) || record.span.name.slice(keys.spanPrefix.length)
  const common = {
    ...claudeCodeFacts(attributes, resource),
    ...statusOf(record.span.status),
    ...claudeCodeError(attributes),
  }
  const mapped = mapType(type, { record, attributes, resource })
  const content = { ...emptyContent, ...mapped.content }
  const facts = { ...common, operation: type, ...contentFacts(content, mapped.facts.kind ?? 'plain'), ...mapped.facts }
  return { facts, content, scores: [] }
}

type Mapped = { facts: Partial<CallFacts>; content?: Partial<SpanContent> }

function mapType(type: string, input: SpanInput): Mapped {
  switch (type) {
    case types.interaction:
      return interaction(input)
    case types.llmRequest:
      return { facts: llmRequest(input) }
    case types.tool:
      return tool(input)
    case types.blockedOnUser:
      return { facts: { kind: 'wait', toolExecuted: isAllowed(input.attributes) } }
    case types.execution:
      return { facts: { kind: 'step', toolCallId: input.attributes.text(keys.toolUseId) } }
    case types.hook:
      return { facts: { kind: 'step' } }
    default:
      return { facts: {} }
  }
}

function interaction({ attributes }: SpanInput): Mapped {
  const prompt = attributes.text(keys.userPrompt)
  const text = isRedacted(prompt) ? '' : prompt
  return {
    facts: {
      kind: 'agent',
      operation: 'invoke_agent',
      workflowName: 'claude-code',
      toolCallId: continuedToolCall(prompt),
    },
    content: { inputMessages: textMessage('user', text), state: contentState(prompt) },
  }
}

function llmRequest({ attributes }: SpanInput): Partial<CallFacts> {
  const listed = textList(attributes.get(keys.finishReasons))
  return {
    ...claudeCodeCall(attributes),
    modelRequested: attributes.text(keys.requestModel, keys.model),
    finishReasons: finishReasons(listed.length > 0 ? listed : [attributes.text(keys.stopReason)]),
    status: attributes.flag(keys.success) === false ? 'error' : 'ok',
  }
}

function tool({ record, attributes }: SpanInput): Mapped {
  const event = record.span.events.find(({ name }) => name === keys.toolOutputEvent)
  const output = event ? new Attributes(event.attributes) : null
  const result = output?.get(keys.toolOutputContent) ?? output?.get(keys.toolOutputText) ?? null
  const filePath = attributes.text(keys.filePath)
  const command = attributes.text(keys.fullCommand)
  const given = filePath === '' ? (command === '' ? null : { command }) : { file_path: filePath }
  const toolName = attributes.text(keys.toolName, keys.toolNameSafe)
  return {
    facts: {
      kind: toolKind(toolName),
      operation: 'execute_tool',
      toolName,
      toolCallId: attributes.text(keys.toolUseId),
      ...mcpOf(toolName, attributes),
      // The span names the file or command only: two calls that differ elsewhere must not look equal.
      toolArgumentsHash: '',
      inputHash: '',
    },
    content: { input: given, output: result, state: result === null ? 'absent' : 'full' },
  }
}

/** Claude Code's own tool for launching a sub-agent (`Task` in older releases). */
export function toolKind(toolName: string): 'tool' | 'handoff' {
  return toolName === 'Agent' || toolName === 'Task' ? 'handoff' : 'tool'
}

/** MCP tools are called `mcp__<server>__<tool>`. */
export function mcpOf(toolName: string, attributes: Attributes): Pick<CallFacts, 'toolType' | 'mcpServer'> {
  const match = /^mcp__(.+?)__/.exec(toolName)
  const mcpServer = attributes.text(keys.mcpServerName, keys.mcpServerNameLog) || (match?.[1] ?? '')
  return { toolType: mcpServer === '' ? 'function' : 'mcp', mcpServer }
}

export function isAllowed(attributes: Attributes): boolean {
  return !/^(reject|deny|denied|abort)/i.test(attributes.text(keys.decision))
}

function contentState(prompt: string): SpanContent['state'] {
  if (prompt === '') return 'absent'
  return isRedacted(prompt) ? 'redacted' : 'full'
}

function statusOf({ code, message }: { code: number; message: string }): Partial<CallFacts> {
  if (code === 2) return { status: 'error', errorMessage: message }
  return code === 1 ? { status: 'ok' } : {}
}
