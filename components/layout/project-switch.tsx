'use client'

import { ChevronsUpDown, LayoutGrid } from 'lucide-react'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuGroup, MenuLinkItem, MenuSeparator } from '#components/ui/menu.tsx'
import { paths } from '#lib/paths.ts'
import { useShell } from './shell-context.tsx'
import { useProjectLinks } from './use-project-links.ts'

/** The project of the page, and the way to the same page of another. */
export function ProjectSwitch() {
  const { project: here } = useShell()
  const projects = useProjectLinks()
  const name = projects.find(({ project }) => project === here)?.name ?? here
  return (
    <Menu
      className="max-w-80"
      trigger={
        <Button
          variant="ghost"
          aria-label={`Project ${name}`}
          className="max-w-24 px-1.5 narrow:max-w-72 narrow:min-w-16 narrow:shrink"
        >
          <span className="truncate">{name}</span>
          <ChevronsUpDown className="text-ink-3" />
        </Button>
      }
    >
      <MenuGroup label="Project">
        {projects.map(({ project, name: label, href }) => (
          <MenuLinkItem
            key={project}
            render={<Link href={href} aria-current={project === here ? 'true' : undefined} />}
          >
            <span className={project === here ? 'truncate font-medium text-accent' : 'truncate'}>{label}</span>
            {label === project ? null : <code className="ml-auto pl-3 text-sm text-ink-3">{project}</code>}
          </MenuLinkItem>
        ))}
      </MenuGroup>
      <MenuSeparator />
      <MenuLinkItem render={<Link href={paths.projects()} />}>
        <LayoutGrid aria-hidden /> All projects
      </MenuLinkItem>
    </Menu>
  )
}
