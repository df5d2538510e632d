'use client'

import { Download } from 'lucide-react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuGroup } from '#components/ui/menu.tsx'
import type { QueryValues } from '#lib/paths.ts'
import { ListExportItems } from './list-export-items.tsx'

/** Exports every run that the filter matches, not only those that are loaded. */
export function ListExportMenu({ project, filter }: { project: string; filter: QueryValues }) {
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="Export the list">
          <Download />
        </IconButton>
      }
    >
      <MenuGroup label="All runs that match the filter">
        <ListExportItems project={project} query={filter} />
      </MenuGroup>
    </Menu>
  )
}
