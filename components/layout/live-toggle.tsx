'use client'

import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { formatTimeOfDay } from '#lib/format/time.ts'
import { usePreferences } from './use-preferences.ts'
import { useStale, type Refresh, type Stale } from './use-stale.ts'

/** Whether lists ask for what is new by themselves; says so when no answer comes, and since when. */
export function LiveToggle({ refresh }: { refresh: Refresh }) {
  const [{ live }, setPreferences] = usePreferences()
  const refreshed = useStale(refresh)
  const stale = live ? refreshed : null
  return (
    <Tooltip content={tipOf(live, stale)} side="bottom">
      <Button
        variant="ghost"
        aria-pressed={live}
        className={cn('px-2', live && 'text-ink')}
        onClick={() => setPreferences({ live: !live })}
      >
        <span
          aria-hidden
          className={cn(
            'size-1.5 rounded-full',
            !live ? 'bg-line-strong' : stale ? 'bg-warn' : 'animate-pulse bg-good',
          )}
        />
        <span className="max-narrow:sr-only">
          {stale === null ? (
            'Live'
          ) : (
            <>
              <span className="sr-only">Live: </span>
              <span className="tabular text-warn">stale{sinceText(stale)}</span>
            </>
          )}
        </span>
      </Button>
    </Tooltip>
  )
}

function tipOf(live: boolean, stale: Stale | null): string {
  if (!live) return 'Paused'
  return stale === null
    ? 'New runs come in by themselves'
    : `No fresh answer${sinceText(stale)}; what is shown may be old. Asking again by itself`
}

function sinceText({ sinceMs }: Stale): string {
  return sinceMs === null ? '' : ` since ${formatTimeOfDay(sinceMs)}`
}
