'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronsUpDown } from 'lucide-react'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuGroup, MenuLinkItem } from '#components/ui/menu.tsx'
import { projectQueries } from '#lib/api/projects.ts'
import { paths } from '#lib/paths.ts'
import { useShell } from './shell-context.tsx'

export function ProjectSwitch() {
  const { project } = useShell()
  const list = useQuery({ ...projectQueries.list(), staleTime: 60_000 })
  const projects = list.data?.items.map((each) => each.project) ?? [project]
  return (
    <Menu
      trigger={
        <Button variant="ghost" aria-label={`Project ${project}`} className="min-w-0 px-1.5">
          <span className="truncate">{project}</span>
          <ChevronsUpDown className="text-ink-3" />
        </Button>
      }
    >
      <MenuGroup label="Project">
        {projects.map((each) => (
          <MenuLinkItem key={each} render={<Link href={paths.runs(each)} />}>
            <span className={each === project ? 'font-medium text-accent' : undefined}>{each}</span>
          </MenuLinkItem>
        ))}
      </MenuGroup>
    </Menu>
  )
}
