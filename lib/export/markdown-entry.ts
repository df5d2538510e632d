import type { MessagePart } from '#lib/domain/message.ts'
import type { SpanDetail, SpanNode } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatUsdExact } from '#lib/format/usd.ts'
import { newMessages, newUserMessages, unspannedCalls } from '#lib/run-view/messages.ts'
import { cutText, fenced, inlineCode, valueBlock } from './markdown-blocks.ts'

export type EntryOptions = {
  /** Tool calls that have a row of their own. */
  spanned: readonly { id: string | null; name: string }[]
  /** Already told above the steps. */
  goal: string
  maxChars: number
}

/** Kinds that do something; the others only hold them together. */
const toldKinds: ReadonlySet<SpanNode['kind']> = new Set([
  'agent',
  'llm',
  'embedding',
  'rerank',
  'tool',
  'retrieval',
  'guardrail',
  'evaluator',
  'handoff',
])

/** Whether a row is worth telling. */
export function isTold(node: SpanNode): boolean {
  return node.duplicateOf === null && (toldKinds.has(node.kind) || node.errorMessage !== null)
}

/** One row of the tree: what it is, what went in, what came out. */
export function entryMarkdown({ node, content }: SpanDetail, options: EntryOptions): string {
  const { maxChars } = options
  const blocks = [headline(node)]
  const add = (title: string, value: unknown) => {
    if (value !== null && value !== undefined && value !== '') blocks.push(`${title}:`, valueBlock(value, maxChars))
  }
  if (content.state === 'redacted' || content.state === 'truncated')
    blocks.push(`The sender ${content.state} the content.`)
  if (node.kind === 'llm') {
    for (const { name, result } of newResults(content, options))
      add(`Result of ${inlineCode(name ?? 'a tool')}`, result)
    for (const said of newUserMessages(content.inputMessages).map(({ parts }) => saidText(parts)))
      if (said !== options.goal) add('User', said)
    const parts = content.outputMessages.flatMap((message) => message.parts)
    add('Answer', saidText(parts))
    for (const call of unspannedCalls(parts, options.spanned)) add(`Asks for ${inlineCode(call.name)}`, call.arguments)
  } else if (node.kind !== 'agent') {
    add(node.toolName === null ? 'Input' : 'Arguments', content.input)
    add(node.toolName === null ? 'Output' : 'Result', content.output)
  }
  if (node.errorMessage !== null) blocks.push('Error:', fenced(cutText(node.errorMessage, maxChars)))
  return blocks.join('\n\n')
}

/** Text parts of a message, joined. */
export function saidText(parts: readonly MessagePart[]): string {
  return parts.flatMap((part) => (part.type === 'text' && part.text !== '' ? [part.text] : [])).join('\n')
}

function newResults({ inputMessages }: SpanDetail['content'], { spanned }: EntryOptions) {
  const known = new Set(spanned.map(({ id }) => id))
  return newMessages(inputMessages).flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'tool_result' && !known.has(part.id) ? [part] : [])),
  )
}

function headline(node: SpanNode): string {
  const facts = [
    node.step === null ? '' : `step ${node.step}`,
    formatDurationNs(node.durationNs),
    node.kind !== 'llm' || node.usage === null
      ? ''
      : `${formatCountExact(node.usage.inputTokens)} → ${formatCountExact(node.usage.outputTokens)} tokens`,
    node.costUsd === null ? '' : formatUsdExact(node.costUsd),
    node.agent === null || node.kind === 'agent' ? '' : `in ${inlineCode(node.agent)}`,
    node.status === 'error' ? '**failed**' : '',
    node.kind === 'tool' && !node.toolExecuted ? '**refused before it ran**' : '',
    node.revisitOf === null ? '' : 'same call as before',
  ]
  return `### ${node.kind} ${inlineCode(node.label)} (${facts.filter((fact) => fact !== '').join(', ')})`
}
