'use client'

import type { ReactNode } from 'react'
import { z } from 'zod'
import { useIsMedium } from '#components/layout/use-media-query.ts'
import { useStoredJson } from '#components/layout/use-stored-json.ts'
import { cn } from '#components/ui/cn.ts'
import { ResizableGroup, ResizableHandle, ResizablePanel } from '#components/ui/resizable.tsx'

type PeekFrameProps = {
  /** Null while nothing is open beside the list. */
  peek: ReactNode
  isFull: boolean
  children: ReactNode
}

/** Percent of the page that the open run takes. */
const Share = z.number().min(20).max(80)
const firstShare = 46

/** The list and what is open beside it. Where there is no room for both it lies over the list, which still has the keys. */
export function PeekFrame({ peek, isFull, children }: PeekFrameProps) {
  const isMedium = useIsMedium()
  const [share, setShare] = useStoredJson('peek-share', Share, firstShare)
  const isOver = isFull || isMedium
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1">
      <ResizableGroup
        className="flex-1"
        onLayoutChanged={({ peek: next }) => (next === undefined ? undefined : setShare(Math.round(next)))}
      >
        <ResizablePanel id="list" minSize="20%" className="relative flex min-h-0 flex-col">
          {children}
        </ResizablePanel>
        {peek === null || isOver ? null : (
          <>
            <ResizableHandle label="Width of the run beside the list" />
            <ResizablePanel id="peek" defaultSize={`${share}%`} minSize="22rem">
              {peek}
            </ResizablePanel>
          </>
        )}
      </ResizableGroup>
      {peek === null || !isOver ? null : (
        <div
          className={cn(
            'absolute inset-y-0 right-0 z-30 animate-open',
            isFull ? 'left-0' : 'w-[min(34rem,100%)] border-l shadow-float',
          )}
        >
          {peek}
        </div>
      )}
    </div>
  )
}
