'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { UserMenuContainer } from '#components/access/profile/user-menu-container.tsx'
import { paths } from '#lib/paths.ts'
import { Logo } from './logo.tsx'
import { PaletteButton } from './palette-button.tsx'
import { ShellRoot } from './shell-root.tsx'
import { useHomeProject } from './use-home-project.ts'

type PlainFrameProps = { title: string; actions?: ReactNode; children: ReactNode }

/** The frame of a page that belongs to no project; its palette leads to the project where one was last. */
export function PlainFrame({ title, actions, children }: PlainFrameProps) {
  const project = useHomeProject()
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <header className="flex h-11 shrink-0 items-center gap-2 border-b bg-canvas px-3">
        <Link href={paths.home} prefetch={false} className="flex items-center gap-2.5 font-semibold tracking-tight">
          <Logo className="size-5 shrink-0" />
          <span className="max-narrow:sr-only">Tachograph</span>
        </Link>
        <span aria-hidden className="text-line-strong">
          /
        </span>
        <h1 className="min-w-9 truncate font-semibold">{title}</h1>
        <div className="flex-1" />
        {actions}
        {project === null ? null : (
          <ShellRoot project={project}>
            <PaletteButton />
          </ShellRoot>
        )}
        <UserMenuContainer place="bar" />
      </header>
      <main className="flex min-h-0 flex-1 flex-col">{children}</main>
    </div>
  )
}
