'use client'

import { Menu as MenuIcon, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { ProjectSwitch } from './project-switch.tsx'
import { useShell } from './shell-context.tsx'
import { keyLabel } from './shortcut-keys.ts'
import { useIsMac } from './use-is-mac.ts'
import { ViewMenu } from './view-menu.tsx'

type TopBarProps = {
  /** The page's name; it is the page's h1. */
  title: ReactNode
  /** Right of the name: what the page shows just now. */
  beside?: ReactNode
  /** Time range, live toggle and what else acts on the whole page. */
  actions?: ReactNode
}

/** The bar over every page; each page renders its own, with its title and actions. */
export function TopBar({ title, beside, actions }: TopBarProps) {
  const { setOverlay } = useShell()
  const isMac = useIsMac()
  return (
    <header className="flex h-11 shrink-0 items-center gap-1.5 border-b bg-canvas px-2 narrow:gap-2 narrow:px-3">
      <IconButton label="Open navigation" className="narrow:hidden" onClick={() => setOverlay('nav')}>
        <MenuIcon />
      </IconButton>
      <ProjectSwitch />
      <span aria-hidden className="text-line-strong">
        /
      </span>
      <h1 className="min-w-9 truncate font-semibold">{title}</h1>
      {beside}
      <div className="flex-1" />
      {actions}
      <Button
        aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
        className="px-2 font-normal text-ink-3 max-narrow:hidden"
        onClick={() => setOverlay('palette')}
      >
        <Search />
        <span className="max-wide:sr-only">Search</span>
        <Kbd>{keyLabel('mod+k', isMac)}</Kbd>
      </Button>
      <ViewMenu />
    </header>
  )
}
