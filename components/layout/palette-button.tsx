'use client'

import { Search } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { useShell } from './shell-context.tsx'
import { keyLabel } from './shortcut-keys.ts'
import { useIsMac } from './use-is-mac.ts'

/** Opens the palette and says by which key that goes faster. */
export function PaletteButton() {
  const { setOverlay } = useShell()
  const isMac = useIsMac()
  return (
    <Button
      aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
      className="px-2 font-normal text-ink-3 max-narrow:hidden"
      onClick={() => setOverlay('palette')}
    >
      <Search />
      <span className="max-wide:sr-only">Search</span>
      <Kbd>{keyLabel('mod+k', isMac)}</Kbd>
    </Button>
  )
}
