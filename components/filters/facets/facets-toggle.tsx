'use client'

import { PanelLeft } from 'lucide-react'
import { useIsMedium } from '#components/layout/use-media-query.ts'
import { usePreferences } from '#components/layout/use-preferences.ts'
import { IconButton } from '#components/ui/icon-button.tsx'

/** Shows and hides the filters beside the list; on narrow screens they open over it. */
export function FacetsToggle({ onOpenSheet }: { onOpenSheet: () => void }) {
  const isMedium = useIsMedium()
  const [{ facets }, setPreferences] = usePreferences()
  const label = isMedium ? 'Filters with counts' : facets ? 'Hide filters with counts' : 'Show filters with counts'
  return (
    <IconButton
      label={label}
      aria-pressed={isMedium ? undefined : facets}
      onClick={() => (isMedium ? onOpenSheet() : setPreferences({ facets: !facets }))}
    >
      <PanelLeft />
    </IconButton>
  )
}
