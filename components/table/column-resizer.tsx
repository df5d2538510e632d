'use client'

import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { clampWidth } from './column-layout.ts'

type ColumnResizerProps = {
  header: string
  width: number
  onPreview: (width: number | null) => void
  onResize: (width: number | null) => void
}

const keySteps: Record<string, number> = { ArrowLeft: -8, ArrowRight: 8 }

/** The right border of a header: dragged, moved by arrow keys, or given back by a double click. */
export function ColumnResizer({ header, width, onPreview, onResize }: ColumnResizerProps) {
  const start = useRef<{ x: number; width: number } | null>(null)
  const widthAt = (event: PointerEvent) =>
    start.current === null ? null : clampWidth(start.current.width + event.clientX - start.current.x)

  return (
    <span
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a focusable separator is a control (ARIA window splitter)
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${header}`}
      aria-valuenow={Math.round(width)}
      tabIndex={0}
      className="absolute inset-y-1 -right-2 z-10 w-3 cursor-col-resize touch-none before:absolute before:inset-y-0 before:left-1/2 before:w-px before:bg-transparent group-hover/head:before:bg-line-strong hover:before:bg-accent focus-visible:outline-none focus-visible:before:bg-accent"
      onPointerDown={(event) => {
        event.stopPropagation()
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        const own = event.currentTarget.parentElement?.getBoundingClientRect().width ?? width
        start.current = { x: event.clientX, width: own }
      }}
      onPointerMove={(event) => {
        if (start.current !== null) onPreview(widthAt(event))
      }}
      onPointerUp={(event) => {
        const moved = start.current !== null && start.current.x !== event.clientX
        const next = widthAt(event)
        start.current = null
        if (moved) onResize(next)
      }}
      onPointerCancel={() => {
        start.current = null
        onPreview(null)
      }}
      onDoubleClick={() => onResize(null)}
      onKeyDown={(event: KeyboardEvent<HTMLElement>) => {
        const step = keySteps[event.key]
        if (step === undefined) return
        event.preventDefault()
        event.stopPropagation()
        const own = event.currentTarget.parentElement?.getBoundingClientRect().width ?? width
        onResize(clampWidth(own + step))
      }}
    />
  )
}
