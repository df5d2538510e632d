'use client'

import { ColumnPicker } from '#components/table/column-picker.tsx'
import type { ListColumns } from '#lib/domain/list-columns.ts'
import { runColumnGroups, runColumns } from './run-columns.tsx'

type RunColumnPickerProps = {
  columns: ListColumns
  onChange: (columns: ListColumns) => void
  isChanged: boolean
  onReset: () => void
}

/** Only names, widths and topics are asked of these; nothing of them is drawn. */
const all = runColumns({ nowMs: 0, hrefOf: () => '', twoLines: false, snippets: new Map(), onPick: () => {} })

export function RunColumnPicker(props: RunColumnPickerProps) {
  return <ColumnPicker all={all} groups={runColumnGroups} {...props} />
}
