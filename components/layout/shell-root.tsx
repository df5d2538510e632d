'use client'

import { useRouter } from 'next/navigation'
import { useState, type ReactNode } from 'react'
import { CommandPalette } from './command-palette.tsx'
import { ShellContext, type ShellOverlay } from './shell-context.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { goShortcuts, useGoKeys } from './use-go-keys.ts'
import { useNavItems } from './use-nav-items.ts'
import { useShortcuts } from './use-shortcuts.ts'

/** What every page has, whatever its frame: the keys, the palette and the list of keys, for what is done in `project`. */
export function ShellRoot({ project, children }: { project: string; children: ReactNode }) {
  const router = useRouter()
  const [overlay, setOverlay] = useState<ShellOverlay>(null)
  const goKeys = { items: useNavItems()(project), project, go: (href: string) => router.push(href) }
  useShortcuts('Everywhere', [
    {
      keys: ['mod+k'],
      label: 'Search and commands',
      inText: true,
      run: () => setOverlay(overlay === 'palette' ? null : 'palette'),
    },
    { keys: ['?'], label: 'This list', run: () => setOverlay('shortcuts') },
    ...goShortcuts(goKeys),
  ])
  useGoKeys(goKeys)
  return (
    <ShellContext value={{ project, overlay, setOverlay }}>
      {children}
      <CommandPalette />
      <ShortcutsDialog />
    </ShellContext>
  )
}
