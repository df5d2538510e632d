'use client'

import { FileJson, FileSpreadsheet } from 'lucide-react'
import { MenuItem } from '#components/ui/menu.tsx'
import { apiPaths, type QueryValues } from '#lib/paths.ts'
import { saveFile } from './save-file.ts'

type ListExportItemsProps = { project: string; query: QueryValues }

/** The formats of a list; `query` says which runs. */
export function ListExportItems({ project, query }: ListExportItemsProps) {
  const save = (format: 'csv' | 'jsonl') => void saveFile(apiPaths.runsExport(project, { ...query, format }))
  return (
    <>
      <MenuItem onClick={() => save('csv')}>
        <FileSpreadsheet /> CSV, for spreadsheets
      </MenuItem>
      <MenuItem onClick={() => save('jsonl')}>
        <FileJson /> JSON Lines, with everything
      </MenuItem>
    </>
  )
}
