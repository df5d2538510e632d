'use client'

import type { Run } from '#lib/domain/run.ts'
import { useNow } from '#components/layout/use-now.ts'
import { Badge } from '#components/ui/badge.tsx'

/** A run that still grows says so, and how old the shown state is (`version` is its assembly's time). */
export function LiveBadge({ run }: { run: Run }) {
  return run.endReason === 'running' ? <Growing updatedMs={run.version} /> : null
}

function Growing({ updatedMs }: { updatedMs: number }) {
  const nowMs = useNow(1_000)
  const seconds = Math.max(0, Math.round((nowMs - updatedMs) / 1_000))
  return (
    <span className="flex shrink-0 items-center gap-2 pt-0.5 text-xs text-ink-3">
      <Badge tone="accent">
        <span aria-hidden className="size-1.5 animate-pulse rounded-full bg-accent" /> live
      </Badge>
      <span className="tabular" suppressHydrationWarning>
        updated {seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`} ago
      </span>
    </span>
  )
}
