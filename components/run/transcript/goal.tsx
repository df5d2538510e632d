'use client'

import type { Run } from '#lib/domain/run.ts'
import { Button } from '#components/ui/button.tsx'
import { formatCountExact } from '#lib/format/count.ts'
import { isInstruction, newUserMessages } from '#lib/run-view/messages.ts'
import { Media } from '../content/media.tsx'
import { TextBlock } from '../content/text-block.tsx'
import { useSpanDetail } from '../use-span-detail.ts'
import { useTranscript } from './transcript-context.ts'

/** What was asked, in full: the last words of the user before the first call. */
export function Goal({ run, turnId }: { run: Run; turnId: string | null }) {
  const { project, runId, onSelect } = useTranscript()
  const { data: detail } = useSpanDetail(project, runId, turnId)
  const input = detail?.content.inputMessages.filter((message) => !isInstruction(message)) ?? []
  const said = newUserMessages(input)
  const earlier = input.length - said.length
  return (
    <section aria-label="Goal" className="pt-5 pb-3">
      <div className="pb-1 text-xs text-ink-3">
        Goal
        {earlier > 0 && turnId !== null ? (
          <>
            {' · after '}
            <Button variant="link" size="inline" className="text-xs" onClick={() => onSelect(turnId)}>
              {formatCountExact(earlier)} earlier {earlier === 1 ? 'message' : 'messages'}
            </Button>
          </>
        ) : null}
      </div>
      <div className="flex flex-col gap-2 border-l-2 border-accent pl-3 text-base leading-6">
        {said.length === 0 ? <TextBlock text={run.inputPreview || 'No input was recorded.'} mode="plain" /> : null}
        {said
          .flatMap((message) => message.parts)
          .map((part, index) => {
            if (part.type === 'text') return <TextBlock key={index} text={part.text} mode="plain" first={2_000} />
            return part.type === 'media' ? <Media key={index} part={part} /> : null
          })}
      </div>
    </section>
  )
}
