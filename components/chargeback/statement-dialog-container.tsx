'use client'

import { useMay } from '#components/access/use-may.ts'
import type { StatementChoice } from '#lib/api/chargeback.ts'
import type { StatementReport } from '#lib/domain/chargeback.ts'
import { AdjustmentsDialogContainer } from './adjustments-dialog-container.tsx'
import { BilledRunsDialogContainer } from './billed-runs-dialog-container.tsx'
import { CloseDialogContainer } from './close-dialog-container.tsx'
import { DownloadDialog } from './download-dialog.tsx'
import { ReopenDialogContainer } from './reopen-dialog-container.tsx'
import { SettingsDialogContainer } from './settings-dialog-container.tsx'
import type { StatementDialog } from './statement-dialogs.ts'
import { StatementsDialogContainer } from './statements-dialog-container.tsx'

type StatementDialogProps = {
  dialog: StatementDialog
  project: string
  choice: StatementChoice
  report: StatementReport
  label: string
  nowMs: number
  /** Whose runs, of which version, where the dialog is about those; a tenant is as in the address. */
  of: { tenant: string | null; version: number | null }
  onClose: () => void
}

/** The dialog that the address names, where it has something to do for whoever looks. */
export function StatementDialogContainer(props: StatementDialogProps) {
  const { dialog, project, choice, report, label, nowMs, of, onClose } = props
  const may = useMay()
  const mayClose = may(project, 'statement:write')
  const { statement, closing } = report
  const closed = closing?.state === 'closed' ? closing : null
  const tenants = statement.tenants.flatMap(({ tenant }) => (tenant === null ? [] : [tenant]))
  switch (dialog) {
    case 'settings':
      return may(project, 'chargeback:write') ? (
        <SettingsDialogContainer project={project} tenants={tenants} onClose={onClose} />
      ) : null
    case 'close':
      return mayClose && closed === null ? (
        <CloseDialogContainer project={project} choice={choice} report={report} label={label} onClose={onClose} />
      ) : null
    case 'reopen':
      return mayClose && closed !== null ? (
        <ReopenDialogContainer project={project} closing={closed} label={label} onClose={onClose} />
      ) : null
    case 'adjustments':
      return closed === null || !may(project, 'chargeback:read') ? null : (
        <AdjustmentsDialogContainer
          project={project}
          closing={closed}
          label={label}
          mayBook={mayClose}
          onClose={onClose}
        />
      )
    case 'runs':
      return closing === null ? null : (
        <BilledRunsDialogContainer
          project={project}
          statementId={closing.statementId}
          version={of.version ?? closing.version}
          timeZone={closing.timeZone}
          tenant={of.tenant}
          label={label}
          onClose={onClose}
        />
      )
    case 'statements':
      return <StatementsDialogContainer project={project} nowMs={nowMs} onClose={onClose} />
    case 'download':
      return (
        <DownloadDialog project={project} choice={choice} mayMakeKeys={may(project, 'key:write')} onClose={onClose} />
      )
  }
}
