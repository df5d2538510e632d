'use client'

import { Menu as MenuIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { PaletteButton } from './palette-button.tsx'
import { ProjectSwitch } from './project-switch.tsx'
import { useShell } from './shell-context.tsx'
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
      <PaletteButton />
      <ViewMenu />
    </header>
  )
}
