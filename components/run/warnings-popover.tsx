'use client'

import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Warning } from '#lib/domain/span.ts'
import { Button } from '#components/ui/button.tsx'
import { Popover } from '#components/ui/popover.tsx'

type WarningsPopoverProps = { warnings: readonly Warning[]; onSelect: (spanId: string) => void }

/** What was not understood or does not add up in this run, each with its place. */
export function WarningsPopover({ warnings, onSelect }: WarningsPopoverProps) {
  const [open, setOpen] = useState(false)
  if (warnings.length === 0) return null
  const trigger = (
    <Button variant="ghost" size="sm" className="h-5 bg-warn-soft px-1.5 text-xs text-warn">
      <TriangleAlert aria-hidden /> {warnings.length} {warnings.length === 1 ? 'warning' : 'warnings'}
    </Button>
  )
  return (
    <Popover label="Warnings" trigger={trigger} open={open} onOpenChange={setOpen} className="w-110 p-0">
      <ul className="divide-y">
        {warnings.map((warning, index) => (
          <li key={index} className="flex items-start gap-2 px-3 py-2">
            <div className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere]">
              {warning.message} <code className="text-ink-3">{warning.code}</code>
            </div>
            <WarningLink spanId={warning.spanId} onOpen={(spanId) => (setOpen(false), onSelect(spanId))} />
          </li>
        ))}
      </ul>
    </Popover>
  )
}

function WarningLink({ spanId, onOpen }: { spanId: string | null; onOpen: (spanId: string) => void }) {
  if (spanId === null) return null
  return (
    <Button variant="link" size="inline" onClick={() => onOpen(spanId)}>
      Open
    </Button>
  )
}
