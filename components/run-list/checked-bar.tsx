'use client'

import { Copy, Link2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { formatCountExact } from '#lib/format/count.ts'
import { paths } from '#lib/paths.ts'

type CheckedBarProps = {
  project: string
  runIds: readonly string[]
  onClear: () => void
  /** Further actions on these runs. */
  children?: ReactNode
}

/** What can be done with the checked runs. */
export function CheckedBar({ project, runIds, onClear, children }: CheckedBarProps) {
  if (runIds.length === 0) return null
  const count = `${formatCountExact(runIds.length)} ${runIds.length === 1 ? 'run' : 'runs'}`
  const linkOf = (runId: string) => new URL(paths.run(project, runId), window.location.origin).href
  return (
    <div
      role="toolbar"
      aria-label="Selected runs"
      className="absolute bottom-4 left-1/2 z-20 flex -translate-x-1/2 animate-open items-center gap-1 rounded-lg bg-raised p-1.5 pl-3 shadow-float"
    >
      <span aria-live="polite" className="tabular pr-2 text-sm whitespace-nowrap">
        {count} selected
      </span>
      <Button
        variant="ghost"
        onClick={() => void copy(runIds.join('\n'), `Copied ${count === '1 run' ? 'the id' : `the ids of ${count}`}.`)}
      >
        <Copy /> Copy ids
      </Button>
      <Button
        variant="ghost"
        onClick={() =>
          void copy(runIds.map(linkOf).join('\n'), `Copied ${count === '1 run' ? 'the link' : `links to ${count}`}.`)
        }
      >
        <Link2 /> Copy links
      </Button>
      {children}
      <IconButton label="Select none" shortcut="Esc" onClick={onClear}>
        <X />
      </IconButton>
    </div>
  )
}

async function copy(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast(done)
  } catch {
    toast.error('The browser did not allow copying.')
  }
}
