'use client'

import type { SpanDetail } from '#lib/domain/run.ts'
import type { TurnItem } from '#lib/run-view/transcript-items.ts'
import { cn } from '#components/ui/cn.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatTokens } from '#lib/format/tokens.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { newUserMessages, resultsById, textOf, unspannedCalls } from '#lib/run-view/messages.ts'
import { CostButton } from '../cost/cost-button.tsx'
import { KindIcon } from '../kind-icon.tsx'
import { Media } from '../content/media.tsx'
import { Thinking } from '../content/message-part.tsx'
import { TextBlock } from '../content/text-block.tsx'
import { ToolCallCard } from '../content/tool-call-card.tsx'
import { useSpanDetail } from '../use-span-detail.ts'
import { ErrorLine } from './error-line.tsx'
import { useTranscript } from './transcript-context.ts'

/** One call of a model: what it said, what it thought, and the tools that no span tells about. */
export function Turn({ item }: { item: TurnItem }) {
  const { project, runId } = useTranscript()
  const { data: detail } = useSpanDetail(project, runId, item.node.spanId)
  return (
    <article aria-label={item.isFinal ? 'Answer' : `Step ${item.node.step ?? ''}`} className="pt-3 pb-1">
      <TurnHead item={item} />
      <div className="flex flex-col gap-2 text-base leading-6">
        {detail === undefined || detail.content.outputMessages.length === 0 ? (
          <Preview item={item} loaded={detail !== undefined} />
        ) : (
          <Said item={item} detail={detail} />
        )}
        {item.node.status === 'error' ? <ErrorLine node={item.node} /> : null}
      </div>
    </article>
  )
}

/** The quiet line over a turn; it opens the span. */
function TurnHead({ item }: { item: TurnItem }) {
  const { selectedId, matchedIds, onSelect } = useTranscript()
  const { node } = item
  return (
    <div
      className={cn(
        '-mx-1.5 mb-0.5 flex w-[calc(100%+0.75rem)] items-center rounded text-xs text-ink-3 hover:bg-hover',
        matchedIds.has(node.spanId) && 'bg-warn-soft',
        node.spanId === selectedId && 'bg-accent-soft text-ink-2',
      )}
    >
      <button
        type="button"
        aria-pressed={node.spanId === selectedId}
        onClick={() => onSelect(node.spanId)}
        className="flex min-w-0 flex-1 items-center gap-1.5 rounded px-1.5 text-left"
      >
        <KindIcon kind="llm" failed={node.status === 'error'} />
        {item.isFinal ? <span className="font-medium text-ink">Answer</span> : null}
        {node.step === null ? null : <span>step {node.step}</span>}
        <span className="min-w-0 flex-1 truncate">{node.model ?? node.label}</span>
        <span className="shrink-0 tabular">
          {node.usage === null
            ? null
            : `${formatTokens(node.usage.inputTokens)} → ${formatTokens(node.usage.outputTokens)} · `}
          {formatDurationNs(node.durationNs)}
        </span>
      </button>
      {node.costStatus === 'none' ? null : (
        <CostButton
          target={{ of: 'call', spanId: node.spanId }}
          of={node.step === null ? node.label : `step ${node.step}`}
          className="shrink-0 tabular"
        >
          <span className="px-1.5 tabular">
            {formatUsd(node.costUsd)}
            {node.costStatus === 'partial' ? '*' : ''}
          </span>
        </CostButton>
      )}
    </div>
  )
}

/** The head of the answer until its content is there, or where it never was sent. */
function Preview({ item, loaded }: { item: TurnItem; loaded: boolean }) {
  const text = item.node.outputPreview
  if (item.calls.length > 0) return null
  if (text !== '') return <p className="text-ink-2 [overflow-wrap:anywhere]">{text}</p>
  return loaded && item.node.status !== 'error' ? (
    <p className="text-sm text-ink-3">The emitter did not send what the model said.</p>
  ) : null
}

function Said({ item, detail }: { item: TurnItem; detail: SpanDetail }) {
  const { content } = detail
  const parts = content.outputMessages.flatMap((message) => message.parts)
  return (
    <>
      {item.isFirst ? null : <UserWords detail={detail} />}
      {parts.map((part, index) => {
        switch (part.type) {
          case 'text':
            return part.text.trim() === '' ? null : <TextBlock key={index} text={part.text} mode="markdown" />
          case 'reasoning':
            return <Thinking key={index} text={part.text} encrypted={part.encrypted === true} />
          case 'media':
            return <Media key={index} part={part} />
          default:
            return null
        }
      })}
      <UnspannedCalls item={item} detail={detail} />
    </>
  )
}

/** What a person said between two calls; the goal is not said again. */
function UserWords({ detail }: { detail: SpanDetail }) {
  const { project, runId, goalTurnId } = useTranscript()
  const { data: goal } = useSpanDetail(project, runId, goalTurnId)
  const words = wordsOf(detail)
  if (words === '' || (goal !== undefined && words === wordsOf(goal))) return null
  return (
    <div className="border-l-2 border-accent pl-3">
      <div className="text-xs text-ink-3">User</div>
      <TextBlock text={words} mode="plain" />
    </div>
  )
}

function wordsOf({ content }: SpanDetail): string {
  return textOf(newUserMessages(content.inputMessages).flatMap((message) => message.parts))
}

/** Calls that only the conversation tells about; their results are in the next call's input. */
function UnspannedCalls({ item, detail }: { item: TurnItem; detail: SpanDetail }) {
  const { project, runId, onSelect } = useTranscript()
  const parts = detail.content.outputMessages.flatMap((message) => message.parts)
  const calls = unspannedCalls(parts, item.calls)
  const { data: next } = useSpanDetail(project, runId, calls.length > 0 ? item.nextTurnId : null)
  const results = resultsById(next?.content.inputMessages ?? [])
  return calls.map((call, index) => (
    <ToolCallCard
      key={call.id ?? index}
      call={call}
      result={call.id === null ? null : (results.get(call.id) ?? null)}
      node={null}
      onSelect={onSelect}
    />
  ))
}
