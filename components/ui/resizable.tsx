'use client'

import type { ComponentProps } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { cn } from './cn.ts'

/** Panels beside each other whose border can be dragged or moved by arrow keys. */
export function ResizableGroup({ className, ...rest }: ComponentProps<typeof Group>) {
  return <Group className={cn('min-h-0', className)} {...rest} />
}

export const ResizablePanel = Panel

export function ResizableHandle({ label, className }: { label: string; className?: string }) {
  return (
    <Separator
      aria-label={label}
      className={cn(
        'relative w-px bg-line outline-none after:absolute after:inset-y-0 after:-left-1 after:w-2 hover:bg-accent focus-visible:bg-accent data-[separator=active]:bg-accent data-[separator=drag]:bg-accent',
        className,
      )}
    />
  )
}
