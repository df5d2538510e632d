'use client'

import { ChartColumn } from 'lucide-react'
import { usePreferences } from '#components/layout/use-preferences.ts'
import { IconButton } from '#components/ui/icon-button.tsx'

/** Shows and hides the charts above the list; phones have none. */
export function ChartsToggle() {
  const [{ charts }, setPreferences] = usePreferences()
  return (
    <IconButton
      label={charts ? 'Hide charts' : 'Show charts'}
      className="max-narrow:hidden"
      onClick={() => setPreferences({ charts: !charts })}
    >
      <ChartColumn />
    </IconButton>
  )
}
