'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { Run } from '#lib/domain/run.ts'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { isOutputShown } from '#lib/run-view/output-shown.ts'
import type { TranscriptItem } from '#lib/run-view/transcript-items.ts'
import { itemIndexOf } from '#lib/run-view/transcript-place.ts'
import type { FocusRequest } from '../focus-request.ts'
import { TranscriptLine } from './transcript-line.tsx'

type TranscriptViewProps = {
  run: Run
  items: TranscriptItem[]
  /** A span to bring into view. */
  focus: FocusRequest | null
}

/** First guess of a line's height in pixels; each line is measured when drawn. */
const heights: Record<TranscriptItem['type'], number> = {
  goal: 120,
  speaker: 36,
  turn: 90,
  tools: 32,
  card: 96,
  note: 28,
  error: 40,
  loop: 36,
  'loop-rest': 28,
  end: 80,
}

/** The run as a text to read. */
export function TranscriptView({ run, items, focus }: TranscriptViewProps) {
  const scrollRef = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- its results are used here only, nothing is memoised
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: (index) => heights[items[index]?.type ?? 'turn'],
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 6,
  })
  const bringIntoView = useEffectEvent((request: FocusRequest) => {
    const index = itemIndexOf(items, request.spanId)
    if (index !== -1) virtualizer.scrollToIndex(index, { align: request.align })
  })
  useEffect(() => {
    if (focus !== null) bringIntoView(focus)
  }, [focus])

  const outputShown = isOutputShown(run, items)
  return (
    <ScrollArea ref={scrollRef} label="Transcript" className="h-full">
      <div className="relative mx-auto max-w-[calc(72ch+8rem)]" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((virtual) => {
          const item = items[virtual.index]
          return item === undefined ? null : (
            <div
              key={virtual.key}
              ref={virtualizer.measureElement}
              data-index={virtual.index}
              className="absolute inset-x-0 top-0 flex px-4"
              style={{ transform: `translateY(${virtual.start}px)` }}
            >
              <TranscriptLine item={item} run={run} outputShown={outputShown} />
            </div>
          )
        })}
      </div>
    </ScrollArea>
  )
}
