import type { Loop, Run, SpanDetail } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatAbsoluteTime } from '#lib/format/time.ts'
import { formatUsdExact } from '#lib/format/usd.ts'
import { cutText, fenced, inlineCode } from './markdown-blocks.ts'
import { entryMarkdown, saidText } from './markdown-entry.ts'

/** Characters of one message, argument or result. */
const maxBlockChars = 4_000
/** Characters of all steps together; about what a model reads at once. */
const maxChars = 120_000

export type MarkdownSource = {
  run: Run
  loops: readonly Loop[]
  /** Rows worth telling, in the order of the tree. */
  entries: readonly SpanDetail[]
  /** Rows worth telling that are not among them. */
  leftOut: number
}

/** A run as text for a ticket or a language model: what was asked, what happened, what it cost, how it ended. */
export function runMarkdown({ run, loops, entries, leftOut }: MarkdownSource): string {
  const goal = goalOf(entries) || run.inputPreview
  const blocks = [`# Agent run ${inlineCode(run.agent ?? run.runId)}`, facts(run)]
  if (goal !== '') blocks.push('## Task', fenced(cutText(goal, maxBlockChars)))
  blocks.push('## Steps', ...steps(entries, leftOut, goal))
  if (loops.length > 0) blocks.push('## Loops', loops.map(loopLine).join('\n'))
  blocks.push('## End', ...endOf(run, entries))
  return `${blocks.join('\n\n')}\n`
}

function facts(run: Run): string {
  const { usage, models } = run
  const lines = [
    ['Run', inlineCode(run.runId)],
    ['Ended', run.outcome === null ? run.endReason : `${run.endReason}, outcome ${inlineCode(run.outcome)}`],
    ['Started', `${formatAbsoluteTime(run.startedAt, 'UTC')}, took ${formatDurationNs(run.durationNs)}`],
    [
      'Steps',
      `${run.steps}; ${calls(run.llmCalls, run.failedLlmCalls, 'model')}; ${calls(run.toolCalls, run.toolErrors, 'tool')}`,
    ],
    ['Models', models.map(({ model, requestedModel }) => inlineCode(model ?? requestedModel ?? 'unknown')).join(', ')],
    ['Tokens', `${formatCountExact(usage.inputTokens)} in, ${formatCountExact(usage.outputTokens)} out`],
    ['Cost', `${formatUsdExact(run.costUsd)}${run.costStatus === 'priced' ? '' : ` (${run.costStatus})`}`],
    ['Tenant', run.tenant === null ? '' : inlineCode(run.tenant)],
    ['Task type', run.taskType === null ? '' : inlineCode(run.taskType)],
    ['Session', run.session === null ? '' : inlineCode(run.session)],
    ['Warnings', run.warnings.map(({ message }) => message.replaceAll(/\s+/g, ' ')).join('; ')],
  ]
  return lines.flatMap(([name, text]) => (text === '' ? [] : [`- ${name}: ${text}`])).join('\n')
}

function calls(count: number, failed: number, what: string): string {
  return `${count} ${what} ${count === 1 ? 'call' : 'calls'}${failed === 0 ? '' : `, ${failed} failed`}`
}

/** What the user said to the first model call. */
function goalOf(entries: readonly SpanDetail[]): string {
  for (const { content } of entries) {
    const message = content.inputMessages.findLast(({ role }) => role === 'user')
    const text = message === undefined ? '' : saidText(message.parts)
    if (text !== '') return text
  }
  return ''
}

/** The steps until there is no more room, and how many are missing then. */
function steps(entries: readonly SpanDetail[], leftOut: number, goal: string): string[] {
  const blocks: string[] = []
  let room = maxChars
  let told = 0
  const spanned = entries.flatMap(({ node }) =>
    node.toolName === null ? [] : [{ id: node.toolCallId, name: node.toolName }],
  )
  for (const entry of entries) {
    const text = entryMarkdown(entry, { spanned, goal, maxChars: maxBlockChars })
    if (text.length > room) break
    room -= text.length
    told += 1
    blocks.push(text)
  }
  const missing = entries.length - told + leftOut
  if (missing > 0) blocks.push(`… ${formatCountExact(missing)} further calls left out`)
  return blocks.length === 0 ? ['No calls were recorded.'] : blocks
}

function loopLine({ firstStep, lastStep, rounds, label, costUsd, polling }: Loop): string {
  const cost = costUsd === null ? '' : `, ${formatUsdExact(costUsd)}`
  const kind = polling ? 'polling (results change)' : 'no progress'
  return `- Steps ${firstStep} to ${lastStep}: ${inlineCode(label)}, ${rounds} rounds, ${kind}${cost}`
}

function endOf(run: Run, entries: readonly SpanDetail[]): string[] {
  const answer = entries.findLast(({ node, content }) => node.kind === 'llm' && textOf(content.outputMessages) !== '')
  const text = answer === undefined ? run.outputPreview : textOf(answer.content.outputMessages)
  const blocks = [`The run ended as ${run.endReason}.`]
  if (run.errorMessage !== null) blocks.push('Error:', fenced(cutText(run.errorMessage, maxBlockChars)))
  if (text !== '') blocks.push('Last answer:', fenced(cutText(text, maxBlockChars)))
  return blocks
}

function textOf(messages: SpanDetail['content']['outputMessages']): string {
  return saidText(messages.flatMap(({ parts }) => parts))
}
