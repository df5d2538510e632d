'use client'

import { CalendarClock, Download, FileJson, FileSpreadsheet, Printer } from 'lucide-react'
import Link from 'next/link'
import { hand, saveFile } from '#components/export/save-file.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuGroup, MenuItem, MenuLinkItem, MenuSeparator } from '#components/ui/menu.tsx'
import type { StatementChoice } from '#lib/api/chargeback.ts'
import type { StatementReport } from '#lib/domain/chargeback.ts'
import { apiPaths, paths } from '#lib/paths.ts'

type StatementExportMenuProps = {
  project: string
  choice: StatementChoice
  report: StatementReport
  onSchedule: () => void
}

/** The statement that is shown, as files and on paper. */
export function StatementExportMenu({ project, choice, report, onSchedule }: StatementExportMenuProps) {
  return (
    <Menu
      align="end"
      trigger={
        <Button className="max-narrow:w-7 max-narrow:px-0">
          <Download />
          <span className="max-narrow:sr-only">Export</span>
        </Button>
      }
    >
      <MenuGroup label="This statement">
        <MenuItem onClick={() => save('csv', project, choice, report)}>
          <FileSpreadsheet /> CSV, for spreadsheets
        </MenuItem>
        <MenuItem onClick={() => save('json', project, choice, report)}>
          <FileJson /> JSON, with everything
        </MenuItem>
        <MenuLinkItem render={<Link href={paths.chargebackPrint(project, choice)} target="_blank" prefetch={false} />}>
          <Printer /> Print or save as PDF
        </MenuLinkItem>
      </MenuGroup>
      <MenuSeparator />
      <MenuItem onClick={onSchedule}>
        <CalendarClock /> Scheduled download
      </MenuItem>
    </Menu>
  )
}

/** A closed one byte for byte as it was closed; else what is on the page. */
function save(format: 'csv' | 'json', project: string, choice: StatementChoice, report: StatementReport): void {
  const { isFrozen, closing, statementId } = report
  if (isFrozen && closing !== null) {
    void saveFile(apiPaths.statement(project, statementId, { version: closing.version, format }))
  } else if (format === 'csv') void saveFile(apiPaths.chargeback(project, { ...choice, format }))
  else {
    const content = new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' })
    hand(`chargeback-${project}-${statementId}.json`, content)
  }
}
