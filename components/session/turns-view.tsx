'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useRef } from 'react'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { cn } from '#components/ui/cn.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import type { TurnRow } from '#lib/run-view/session-turns.ts'
import { TurnCard } from './turn-card.tsx'

type TurnsViewProps = {
  rows: readonly TurnRow[]
  selectedId: string | null
  hrefOf: (runId: string) => string
  onSelect: (runId: string) => void
  hasMore: boolean
  loadingMore: boolean
  onNearEnd: () => void
}

/** First guess of a row's height in pixels; each row is measured when drawn. */
const heights: Record<TurnRow['type'], number> = { turn: 150, idle: 32, parallel: 32 }
const nearEndRows = 6

/** A session as a conversation to read, with the time between its turns. */
export function TurnsView(props: TurnsViewProps) {
  const { rows, selectedId, hrefOf, onSelect, hasMore, loadingMore, onNearEnd } = props
  const scrollRef = useRef<HTMLElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- its results are used here only, nothing is memoised
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: (index) => heights[rows[index]?.type ?? 'turn'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 6,
  })
  const reveal = useEffectEvent(() => {
    const index = rows.findIndex(({ key }) => key === selectedId)
    if (index !== -1) virtualizer.scrollToIndex(index, { align: 'auto' })
  })
  useEffect(() => reveal(), [selectedId])

  const items = virtualizer.getVirtualItems()
  const lastIndex = items.at(-1)?.index ?? 0
  const nearEnd = hasMore && !loadingMore && lastIndex >= rows.length - nearEndRows
  const askForMore = useEffectEvent(onNearEnd)
  useEffect(() => {
    if (nearEnd) askForMore()
  }, [nearEnd, rows.length])

  return (
    <ScrollArea ref={scrollRef} label="Turns" className="h-full">
      <ol className="relative mx-auto max-w-[calc(72ch+8rem)]" style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index]
          return row === undefined ? null : (
            <li
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              aria-current={row.key === selectedId ? 'true' : undefined}
              className="absolute inset-x-0 top-0 px-4"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {row.type === 'turn' ? (
                <TurnCard
                  row={row}
                  selected={row.key === selectedId}
                  href={hrefOf(row.key)}
                  onSelect={() => onSelect(row.key)}
                />
              ) : (
                <Pause row={row} />
              )}
            </li>
          )
        })}
      </ol>
      {hasMore ? (
        <div aria-hidden className="mx-auto grid max-w-[calc(72ch+8rem)] gap-2 px-4 py-3">
          <Skeleton className="w-1/3" />
          <Skeleton className="w-4/5" />
        </div>
      ) : null}
    </ScrollArea>
  )
}

/** Time in which nothing of the session ran. */
function Pause({ row }: { row: Exclude<TurnRow, { type: 'turn' }> }) {
  const isLong = row.type === 'idle' && row.isLong
  return (
    <div className={cn('flex items-center gap-3 text-xs text-ink-3', isLong ? 'py-4' : 'py-1')}>
      <span className={cn('h-px flex-1', isLong && 'bg-line-strong')} />
      <span className="tabular">{row.type === 'idle' ? `${formatDurationNs(row.idleNs)} later` : 'meanwhile'}</span>
      <span className={cn('h-px flex-1', isLong && 'bg-line-strong')} />
    </div>
  )
}
