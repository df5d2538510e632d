'use client'

import type { Run } from '#lib/domain/run.ts'
import type { FirstTranscript } from '#lib/run-view/first-screen.ts'
import type { TranscriptItem } from '#lib/run-view/transcript-items.ts'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { TranscriptContext } from '../transcript/transcript-context.ts'
import { TranscriptLine } from '../transcript/transcript-line.tsx'

type FirstTranscriptLinesProps = { run: Run; screen: FirstTranscript; selectedId: string | null }

/** The transcript's beginning, or the lines around the selected one, which stands in the middle where enough are before it. */
export function FirstTranscriptLines({ run, screen, selectedId }: FirstTranscriptLinesProps) {
  const { items, selectedItem, goalTurnId, opened, outputShown } = screen
  const { project, runId } = run
  const before = Math.max(0, selectedItem)
  const lines = (some: TranscriptItem[]) =>
    some.map((item) => (
      <div key={item.id} className="flex shrink-0 px-4">
        <TranscriptLine item={item} run={run} outputShown={outputShown} />
      </div>
    ))
  const state = { project, runId, selectedId, goalTurnId, opened, matchedIds, onSelect: nothing, onToggle: nothing }
  return (
    <TranscriptContext value={state}>
      <ScrollArea label="Transcript" className="@container-size h-full">
        <div className="mx-auto flex max-w-[calc(72ch+8rem)] flex-col">
          <div className="flex max-h-[calc(50cqh-3rem)] flex-col justify-end overflow-clip">
            {lines(items.slice(0, before))}
          </div>
          {lines(items.slice(before))}
        </div>
      </ScrollArea>
    </TranscriptContext>
  )
}

const nothing = () => {}
const matchedIds: ReadonlySet<string> = new Set()
