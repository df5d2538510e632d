'use client'

import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { usePreferences } from './use-preferences.ts'

/** Whether lists ask for what is new by themselves. `failing` says that the last question got no answer. */
export function LiveToggle({ failing = false }: { failing?: boolean }) {
  const [{ live }, setPreferences] = usePreferences()
  const tip = failing
    ? 'The last refresh got no answer; trying again'
    : live
      ? 'New runs come in by themselves'
      : 'Paused'
  return (
    <Tooltip content={tip} side="bottom">
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
            !live ? 'bg-line-strong' : failing ? 'bg-warn' : 'animate-pulse bg-good',
          )}
        />
        <span className="max-narrow:sr-only">Live</span>
      </Button>
    </Tooltip>
  )
}
