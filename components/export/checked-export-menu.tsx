'use client'

import { Download } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { ListExportItems } from './list-export-items.tsx'

type CheckedExportMenuProps = {
  project: string
  runIds: readonly string[]
  /** The order of the list. */
  sort: { sort?: string | undefined; order?: string | undefined }
}

/** As many as an address holds. */
const maxRuns = 300

/** Exports the checked runs. */
export function CheckedExportMenu({ project, runIds, sort }: CheckedExportMenuProps) {
  if (runIds.length === 0) return null
  if (runIds.length > maxRuns)
    return (
      <Tooltip content={`${maxRuns} chosen runs at most: narrow the filter and export the list`} side="top">
        <Button variant="ghost" disabled focusableWhenDisabled>
          <Download /> Export
        </Button>
      </Tooltip>
    )
  return (
    <Menu
      side="top"
      trigger={
        <Button variant="ghost">
          <Download /> Export
        </Button>
      }
    >
      <ListExportItems project={project} query={{ sort: sort.sort, order: sort.order, runId: runIds }} />
    </Menu>
  )
}
