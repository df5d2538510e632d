'use client'

import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { UserMenuContainer } from '#components/access/profile/user-menu-container.tsx'
import { IngestBanner } from '#components/ingest/ingest-banner.tsx'
import { Button, buttonClasses } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { Sheet } from '#components/ui/sheet.tsx'
import { useShell } from './shell-context.tsx'
import { ShellRoot } from './shell-root.tsx'
import { NavList, SideNav } from './side-nav.tsx'
import { useLastProject } from './use-last-project.ts'

/** The frame around every page of a project: navigation, palette, shortcuts. Pages bring their own TopBar. */
export function AppShell({ project, children }: { project: string; children: ReactNode }) {
  useLastProject(project)
  return (
    <ShellRoot project={project}>
      <div className="flex h-dvh overflow-hidden">
        <SkipLink />
        <SideNav />
        <main id={contentId} tabIndex={-1} className="flex outline-none min-w-0 flex-1 flex-col">
          <IngestBanner key={project} project={project} />
          {children}
        </main>
      </div>
      <NavSheet />
    </ShellRoot>
  )
}

/** The navigation of narrow screens. */
function NavSheet() {
  const { overlay, setOverlay } = useShell()
  return (
    <Sheet
      title="Navigation"
      side="left"
      open={overlay === 'nav'}
      onOpenChange={(open) => setOverlay(open ? 'nav' : null)}
    >
      <NavList onNavigate={() => setOverlay(null)} />
      <div className="mt-2 flex flex-col gap-px border-t pt-2">
        <Button
          variant="ghost"
          className="mx-2 justify-start gap-2.5 px-2 text-base font-normal [&_svg]:size-4"
          onClick={() => setOverlay('palette')}
        >
          <Search aria-hidden className="text-ink-3" /> Search and commands
        </Button>
        <UserMenuContainer place="navigation" />
      </div>
    </Sheet>
  )
}

const contentId = 'content'

/** The first thing that Tab reaches: past the navigation. */
function SkipLink() {
  return (
    <a
      href={`#${contentId}`}
      className={cn(buttonClasses({ variant: 'primary' }), 'fixed top-2 left-2 z-50 not-focus:sr-only')}
      onClick={(event) => {
        event.preventDefault()
        document.getElementById(contentId)?.focus()
      }}
    >
      Skip to the content
    </a>
  )
}
