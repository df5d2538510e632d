'use client'

import { useState } from 'react'
import type { SpanDetail, SpanNode } from '#lib/domain/run.ts'
import type { Message } from '#lib/domain/message.ts'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Select } from '#components/ui/select.tsx'
import { formatCountExact } from '#lib/format/count.ts'
import { isInstruction, namesByCall, resultsById, systemParts } from '#lib/run-view/messages.ts'
import { copyText } from '../content/json-row.tsx'
import type { PartContext } from '../content/message-part.tsx'
import { MessageView, SystemPrompt } from '../content/message-view.tsx'
import { Payload } from '../content/payload.tsx'
import { textModes, type TextMode } from '../content/text-block.tsx'
import { useStoredChoice } from '../use-stored-choice.ts'
import { Section } from './section.tsx'

const modeOptions: { value: TextMode; label: string }[] = [
  { value: 'markdown', label: 'Markdown' },
  { value: 'plain', label: 'Plain text' },
  { value: 'raw', label: 'Raw' },
]

/** Messages open at the end of the input; the ones before wait behind a button. */
const LAST_MESSAGES = 3

type MessagesTabProps = {
  detail: SpanDetail
  spanByCall: ReadonlyMap<string, SpanNode>
  onSelect: (spanId: string) => void
}

export function MessagesTab({ detail, spanByCall, onSelect }: MessagesTabProps) {
  const [mode, setMode] = useStoredChoice('text-mode', textModes, 'markdown')
  const { content } = detail
  const conversation = content.inputMessages.filter((message) => !isInstruction(message))
  const all = [...conversation, ...content.outputMessages]
  const context: PartContext = { mode, results: resultsById(all), callNames: namesByCall(all), spanByCall, onSelect }
  const system = systemParts(content.systemInstructions, content.inputMessages)
  const modeSelect = (
    <Select label="Text as" value={mode} options={modeOptions} onValueChange={setMode} className="h-6" />
  )
  if (all.length === 0 && system.length === 0) return <InputOutput detail={detail} />
  return (
    <>
      <Section title={`Input, ${countOf(conversation.length, 'message')}`} actions={modeSelect}>
        {system.length > 0 ? <SystemPrompt parts={system} context={context} /> : null}
        <History messages={conversation} context={context} />
      </Section>
      <Section title="Output">
        {content.outputMessages.length === 0 ? <Absent state={content.state} /> : null}
        {content.outputMessages.map((message, index) => (
          <MessageView key={index} message={message} context={context} openAtFirst />
        ))}
      </Section>
    </>
  )
}

function History({ messages, context }: { messages: Message[]; context: PartContext }) {
  const [showAll, setShowAll] = useState(false)
  const earlier = showAll ? 0 : Math.max(0, messages.length - LAST_MESSAGES)
  return (
    <>
      {earlier > 0 ? (
        <Button variant="link" size="inline" className="my-1 text-sm" onClick={() => setShowAll(true)}>
          Show {countOf(earlier, 'earlier message')}
        </Button>
      ) : null}
      {messages.slice(earlier).map((message, index) => (
        // Messages have no id; their place in the conversation is their identity.
        <MessageView
          key={earlier + index}
          message={message}
          context={context}
          openAtFirst={earlier + index >= messages.length - LAST_MESSAGES}
        />
      ))}
    </>
  )
}

function InputOutput({ detail }: { detail: SpanDetail }) {
  const { input, output, state } = detail.content
  const absent = (input === null || input === undefined) && (output === null || output === undefined)
  if (absent) return <Section title="Content">{<Absent state={state} />}</Section>
  return (
    <>
      <Section title="Input" actions={<CopyButton text={() => copyText(input)} label="Copy the input" />}>
        <Payload value={input} label="Input" />
      </Section>
      <Section title="Output" actions={<CopyButton text={() => copyText(output)} label="Copy the output" />}>
        <Payload value={output} label="Output" />
      </Section>
    </>
  )
}

function Absent({ state }: { state: SpanDetail['content']['state'] }) {
  const text =
    state === 'redacted'
      ? 'Masked by the emitter.'
      : 'The emitter sent no content for this span. Many SDKs do so only when capturing of content is turned on.'
  return <p className="text-sm text-ink-3">{text}</p>
}

function countOf(count: number, noun: string): string {
  return `${formatCountExact(count)} ${noun}${count === 1 ? '' : 's'}`
}
