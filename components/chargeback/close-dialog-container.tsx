'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ReasonField } from '#components/access/keys/reason-field.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { formText } from '#components/ui/form-text.ts'
import { toast } from '#components/ui/toaster.tsx'
import { statementClosing, type StatementChoice } from '#lib/api/chargeback.ts'
import type { StatementReport, StatementWarning } from '#lib/domain/chargeback.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatInCurrency, formatUsdExact } from '#lib/format/usd.ts'
import { warningKey, WarningLine } from './warning-line.tsx'

type CloseDialogProps = {
  project: string
  choice: StatementChoice
  report: StatementReport
  /** What the period is called. */
  label: string
  onClose: () => void
}

/** With these it would be refused. */
const forbidding: ReadonlySet<StatementWarning['code']> = new Set([
  'period_not_over',
  'repricing_under_way',
  'reattribution_under_way',
  'overlaps_closed',
])

/** Says what is frozen and what speaks against it, and closes what is shown and nothing else. */
export function CloseDialogContainer({ project, choice, report, label, onClose }: CloseDialogProps) {
  const { draftHash, warnings } = report
  const [hasSeen, setSeen] = useState(false)
  const { mutate, isPending, error } = useMutation({
    ...statementClosing(project),
    onSuccess: () => {
      toast.success(`${label} is closed`)
      onClose()
    },
  })
  const { live: _live, ...period } = choice
  const isRefused = warnings.some(({ code }) => forbidding.has(code))
  return (
    <Dialog title={`Close ${label}`} open onOpenChange={onClose}>
      <DialogForm
        action="Close the period"
        doing="Closing …"
        isReady={draftHash !== null && !isRefused && (hasSeen || warnings.length === 0)}
        busy={isPending}
        error={error?.message ?? null}
        onSubmit={(fields) => {
          if (draftHash !== null) mutate({ ...period, draftHash, reason: formText(fields, 'reason') })
        }}
      >
        <Frozen report={report} />
        {warnings.length === 0 ? null : (
          <div className="grid gap-2 rounded bg-warn-soft px-2.5 py-2">
            <ul className="list-disc pl-4">
              {warnings.map((warning) => (
                <li key={warningKey(warning)}>
                  <WarningLine warning={warning} project={project} timeZone={report.statement.timeZone} />
                </li>
              ))}
            </ul>
            {isRefused ? null : (
              <Checkbox checked={hasSeen} onCheckedChange={setSeen}>
                Close it all the same
              </Checkbox>
            )}
          </div>
        )}
        {draftHash === null ? (
          <p className="text-ink-2">Only somebody who sees every tenant of the project can close its statement.</p>
        ) : null}
        <ReasonField />
      </DialogForm>
    </Dialog>
  )
}

function Frozen({ report: { statement, draftHash } }: { report: StatementReport }) {
  const { total, tenants, currency, priceVersions } = statement
  const named = tenants.filter(({ tenant }) => tenant !== null).length
  return (
    <div className="grid gap-2">
      <p>
        Rows, prices, rules and settings are frozen under a hash of their content. What changes afterwards, such as a
        late run or another price, becomes an adjustment. Reopening is possible and leaves a trace.
      </p>
      <dl className="tabular grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 rounded-lg bg-sunken p-3 [&_dt]:text-ink-3">
        <dt>Total</dt>
        <dd className="font-medium">
          {formatUsdExact(total.totalUsd)}
          {currency === null
            ? null
            : `, ${formatInCurrency(total.totalInCurrency)} ${currency.code} at ${currency.usdRate}`}
        </dd>
        <dt>Tenants</dt>
        <dd>{formatCountExact(named)}</dd>
        <dt>Runs</dt>
        <dd>{formatCountExact(total.runs)}</dd>
        <dt>Prices</dt>
        <dd>{priceVersions.length === 1 ? 'one version' : `${formatCountExact(priceVersions.length)} versions`}</dd>
        {draftHash === null ? null : (
          <>
            <dt>Draft</dt>
            <dd className="font-mono text-sm wrap-anywhere">{draftHash.slice(0, 16)}…</dd>
          </>
        )}
      </dl>
    </div>
  )
}
