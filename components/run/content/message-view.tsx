'use client'

import type { Message, MessagePart as Part, MessageRole } from '#lib/domain/message.ts'
import { cn } from '#components/ui/cn.ts'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { formatCountExact } from '#lib/format/count.ts'
import { textOf } from '#lib/run-view/messages.ts'
import { toJson } from '#lib/run-view/parse-json.ts'
import { Fold } from './fold.tsx'
import { JsonTree } from './json-tree.tsx'
import { MessagePart, type PartContext } from './message-part.tsx'

const roleColours: Record<MessageRole, string> = {
  system: 'text-ink-3',
  developer: 'text-ink-3',
  user: 'text-kind-agent',
  assistant: 'text-kind-llm',
  tool: 'text-kind-tool',
}

type MessageViewProps = { message: Message; context: PartContext; openAtFirst: boolean }

/** A message by its role; closed it is one line. */
export function MessageView({ message, context, openAtFirst }: MessageViewProps) {
  const title = (
    <span className={cn('text-sm font-medium', roleColours[message.role])}>
      {message.role}
      {message.name === null ? null : <span className="font-normal text-ink-3"> {message.name}</span>}
    </span>
  )
  return (
    <Fold
      title={title}
      preview={previewOf(message.parts)}
      openAtFirst={openAtFirst}
      actions={<CopyButton text={() => copyOf(message.parts)} label={`Copy the ${message.role} message`} />}
    >
      <Parts parts={message.parts} context={context} />
    </Fold>
  )
}

/** Instructions come before everything, are long and rarely change: closed, with their size. */
export function SystemPrompt({ parts, context }: { parts: Part[]; context: PartContext }) {
  const text = textOf(parts)
  const title = (
    <span className="text-sm font-medium text-ink-3">
      system <span className="font-normal">({formatCountExact(text.length)} characters)</span>
    </span>
  )
  return (
    <Fold title={title} preview={text} actions={<CopyButton text={text} label="Copy the system prompt" />}>
      <Parts parts={parts} context={context} />
    </Fold>
  )
}

function Parts({ parts, context }: { parts: Part[]; context: PartContext }) {
  if (context.mode === 'raw') return <JsonTree value={parts} label="Message parts" openLevels={4} />
  return (
    <div className="flex flex-col gap-2">
      {parts.map((part, index) => (
        // Parts have no id and never change their order.
        <MessagePart key={index} part={part} context={context} />
      ))}
    </div>
  )
}

function previewOf(parts: readonly Part[]): string {
  const [first] = parts
  if (first === undefined) return 'empty'
  switch (first.type) {
    case 'text':
    case 'reasoning':
    case 'compaction':
      return first.text.slice(0, 200)
    case 'tool_call':
      return `→ ${parts.flatMap((part) => (part.type === 'tool_call' ? [part.name] : [])).join(', ')}`
    case 'tool_result':
      return (typeof first.result === 'string' ? first.result : toJson(first.result, 0)).slice(0, 200)
    case 'media':
      return first.modality
    case 'unknown':
      return 'a part of an unknown type'
    default: {
      const never: never = first
      return never
    }
  }
}

function copyOf(parts: readonly Part[]): string {
  return parts.every((part) => part.type === 'text') ? textOf(parts) : toJson(parts)
}
