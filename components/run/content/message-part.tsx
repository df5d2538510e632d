'use client'

import type { MessagePart as Part } from '#lib/domain/message.ts'
import type { SpanNode } from '#lib/domain/run.ts'
import type { ToolResultPart } from '#lib/run-view/messages.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { Fold } from './fold.tsx'
import { JsonTree } from './json-tree.tsx'
import { LongText } from './long-text.tsx'
import { Media } from './media.tsx'
import { Payload } from './payload.tsx'
import { TextBlock, type TextMode } from './text-block.tsx'
import { ToolCallCard } from './tool-call-card.tsx'

/** What parts of a conversation need to know of each other and of the run. */
export type PartContext = {
  mode: TextMode
  results: ReadonlyMap<string, ToolResultPart>
  /** Names by call id, for results that came without one. */
  callNames: ReadonlyMap<string, string>
  spanByCall: ReadonlyMap<string, SpanNode>
  onSelect: (spanId: string) => void
}

export function MessagePart({ part, context }: { part: Part; context: PartContext }) {
  switch (part.type) {
    case 'text':
      return <TextBlock text={part.text} mode={context.mode} />
    case 'reasoning':
      return <Thinking text={part.text} encrypted={part.encrypted === true} />
    case 'tool_call':
      return (
        <ToolCallCard
          call={part}
          result={part.id === null ? null : (context.results.get(part.id) ?? null)}
          node={part.id === null ? null : (context.spanByCall.get(part.id) ?? null)}
          onSelect={context.onSelect}
        />
      )
    case 'tool_result': {
      const name = part.name ?? (part.id === null ? undefined : context.callNames.get(part.id))
      return (
        <div>
          <div className={part.isError ? 'text-xs text-bad' : 'text-xs text-ink-3'}>
            {part.isError ? 'Failed result' : 'Result'} {name ? <code>{name}</code> : null}
          </div>
          <Payload value={part.result} label={`Result ${name ?? ''}`} />
        </div>
      )
    }
    case 'media':
      return <Media part={part} />
    case 'compaction':
      return (
        <Fold title={<span className="text-sm text-ink-2">Earlier conversation, summarised</span>} preview={part.text}>
          <TextBlock text={part.text} mode={context.mode} />
        </Fold>
      )
    case 'unknown':
      return <JsonTree value={part.raw} label="Part of an unknown type" />
    default: {
      const never: never = part
      return never
    }
  }
}

export function Thinking({ text, encrypted }: { text: string; encrypted: boolean }) {
  if (text === '') {
    return (
      <div className="text-sm text-ink-3 italic">
        {encrypted ? 'Thinking, encrypted by the provider' : 'Thinking, not sent'}
      </div>
    )
  }
  const title = <span className="text-sm text-ink-3 italic">Thinking ({formatCountExact(text.length)} characters)</span>
  return (
    <Fold title={title} preview={text}>
      <LongText text={text} className="border-l-2 pl-3 text-ink-2" />
    </Fold>
  )
}
